"""The local population in the shapes in which it is published: read right, asked, or refused."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from population_files import (
    AREA,
    AREAS,
    ASIAN,
    CHINESE,
    FIVE,
    HILLTON,
    MARSHAM,
    MIXED,
    ONE,
    PARTS,
    bulk,
    by_sex,
    figures,
    figures_across,
    long,
    table,
    text,
    wholes,
    wide,
)

from ips_audit import pipeline
from ips_audit.intake.population import CHINESE_THERE
from ips_audit.model import ETHNIC_GROUP, GENDER, Prepared
from ips_audit.settings.file import settings_from_json
from ips_audit.words import population as words

GROUPS = {"White British": 60, "Indian": 20, "Chinese": 5, "African": 30, "Mixed": 8, "Arab": 9}
CASELOAD = b"Group,People\nWhite,300\nAsian,90\nBlack,70\nMixed,40\nOther,30\n"
TOTAL = sum(FIVE.values())


def service(groups: dict[str, int] = GROUPS) -> bytes:
    rows = [f"{g},{i % 3 == 0}" for g, n in groups.items() for i in range(n)]
    return "\n".join(["Ethnicity,Job outcome", *rows]).replace("True", "Yes").encode()


def read(population: bytes, people: bytes | None = None, **decided: Any) -> Prepared:
    settings, unknown = settings_from_json({"chinese_in": "Asian", **decided})
    assert not unknown
    files = [
        pipeline.open_file(name, data)
        for name, data in (("s.csv", people or service()), ("c.csv", CASELOAD),
                           ("p.csv", population))
    ]  # fmt: skip
    found = pipeline.find_tables(files[:1], files[1:2], settings, population=files[2:])
    return pipeline.prepare(found, settings)


def ethnic(ready: Prepared) -> dict[str, int]:
    assert ready.population is not None, (open_questions(ready), ready.warnings)
    return dict(ready.population.counts[ETHNIC_GROUP])


def open_questions(ready: Prepared) -> dict[str, list[object]]:
    return {q.about: [c.value for c in q.choices] for q in ready.questions if q.default is None}


def said(ready: Prepared) -> str:
    return "\n".join(ready.warnings)


@pytest.mark.parametrize(
    "file",
    [long(ONE), long(ONE, detailed=False), table(), table(percent=True), wide(ONE),
     wide(ONE, sums=True), bulk(ONE), by_sex()],
    ids=["long", "long, six categories", "table", "table with percentages", "wide",
         "wide with sums", "headings with the table's name", "by sex"],
)  # fmt: skip
def test_one_area_is_read_without_a_question(file: bytes) -> None:
    ready = read(file)
    assert open_questions(ready) == {}
    assert ethnic(ready) == FIVE
    assert words.READ.format(name=words.DEFAULT_NAME, total=TOTAL) in ready.warnings


@pytest.mark.parametrize(
    ("file", "about"),
    [(long(AREAS), f"only {AREA}"), (wide(AREAS), "service"), (wide(AREAS, sums=True), "service"),
     (bulk(AREAS), "service")],
    ids=["long", "wide", "wide with sums", "headings with the table's name"],
)  # fmt: skip
def test_several_areas_are_asked_about(file: bytes, about: str) -> None:
    ready = read(file)
    asked = open_questions(ready)
    assert list(asked) == [f"answers.population.{about}"] and ready.population is None
    assert asked[f"answers.population.{about}"][:2] == ["Hillton", "Marsham"]
    together = asked[f"answers.population.{about}"][2]
    five = wholes(MARSHAM)
    one = read(file, answers={"population": {about: "Marsham"}})
    assert sorted(ethnic(one).values()) == sorted(five)
    both = read(file, answers={"population": {about: together}})
    assert sum(ethnic(both).values()) == TOTAL + sum(five)


def test_a_column_an_area_is_asked_about() -> None:
    rows = [["Ethnic group", "Hillton", "Marsham"]]
    rows += [[g, str(n), str(n + 9)] for g, n in zip(PARTS, wholes(HILLTON), strict=True)]
    ready = read(text(rows))
    assert open_questions(ready)["population_columns.count"][:2] == ["Hillton", "Marsham"]
    assert ethnic(read(text(rows), population_columns={"count": "Hillton"})) == FIVE


def test_a_nation_and_its_areas_are_never_added_up() -> None:
    england = tuple(a + b for a, b in zip(HILLTON, MARSHAM, strict=True))
    for name in ("England", "The whole region"):
        asked = open_questions(read(wide({**AREAS, name: england})))
        assert asked == {"answers.population.service": ["Hillton", "Marsham", name]}


def test_more_areas_than_can_be_chosen_from_are_not_used() -> None:
    areas = [[f"Ward {i}", *wholes(HILLTON)] for i in range(900)]
    heads = ["Ward", "Asian", "Black", "Mixed", "White", "Other"]
    down = [[a[0], g, n] for a in areas for g, n in zip(heads[1:], a[1:], strict=True)]
    for file in (text([heads, *areas]), text([["Ward", "Ethnic group", "Observation"], *down])):
        ready = read(file)
        assert ready.population is None and open_questions(ready) == {}
        assert words.TOO_MANY_AREAS.format(n=900) in ready.warnings


def test_sex_is_read_beside_the_ethnic_groups() -> None:
    ready = read(by_sex())
    assert ready.population is not None
    assert ready.population.counts[GENDER] == {"Female": TOTAL * 6 // 10, "Male": TOTAL * 4 // 10}


@pytest.mark.parametrize(
    "file", [figures(), figures_across(ONE), figures_across(ONE, "%")], ids=["down", "bare", "%"]
)
def test_published_percentages_need_no_number_of_people(file: bytes) -> None:
    ready = read(file, population_name="Hillton, Census 2021")
    assert open_questions(ready) == {}
    shares = {g: n / sum(ethnic(ready).values()) for g, n in ethnic(ready).items()}
    assert shares == pytest.approx({g: n / TOTAL for g, n in FIVE.items()}, abs=0.001)
    assert "million" not in said(ready) and "1,000,000" not in said(ready)
    assert words.READ_PERCENT.format(name="Hillton, Census 2021") in ready.warnings


def test_percentages_of_some_groups_are_not_used() -> None:
    ready = read(figures(groups=3))
    assert ready.population is None
    assert "add up to 42.1, not to 100" in said(ready)


def test_percentages_of_areas_are_not_added_up() -> None:
    asked = open_questions(read(figures_across(AREAS)))
    assert asked == {"answers.population.service": ["Hillton", "Marsham"]}


@pytest.mark.parametrize("file", [long(ONE), table(), wide(ONE, sums=True), bulk(ONE)],
                         ids=["long", "table", "wide", "bulk"])  # fmt: skip
def test_chinese_people_go_where_the_other_files_count_them(file: bytes) -> None:
    found = ethnic(read(file, chinese_in="Other"))
    moved = {"Asian/Asian British": FIVE["Asian/Asian British"] - CHINESE,
             "Other": FIVE["Other"] + CHINESE}  # fmt: skip
    assert found == FIVE | moved


def test_chinese_people_within_asian_are_said_to_differ() -> None:
    ready = read(long(ONE, detailed=False), chinese_in="Other")
    assert ready.population is not None
    assert ready.population.unlike == ("Asian/Asian British", "Other")
    assert (
        "counts Chinese people in Asian/Asian British, this audit in Other"
        in (ready.population.notes[0])
    )
    assert read(long(ONE, detailed=False)).population.unlike == ()  # type: ignore[union-attr]


def test_where_a_list_of_five_counts_chinese_people_is_asked() -> None:
    rows = text([["Group", "People"], *FIVE.items()])
    asked = open_questions(read(rows))
    assert asked == {f"answers.population.{CHINESE_THERE}": ["Asian", "Other"]}
    for place, unlike in (("Asian", 0), ("Other", 2)):
        ready = read(rows, answers={"population": {CHINESE_THERE: place}})
        assert ready.population is not None and len(ready.population.unlike) == unlike


def test_that_it_is_asked_does_not_tell_whether_there_are_chinese_people() -> None:
    without = {g: n for g, n in GROUPS.items() if g != "Chinese"}
    for file in (text([["Group", "People"], *FIVE.items()]), long(ONE), long(ONE, detailed=False)):
        asked = [open_questions(read(file, service(x))) for x in (GROUPS, without)]
        assert asked[0] == asked[1]
        notes = []
        for x in (GROUPS, without):
            decided = {"population": {CHINESE_THERE: "Asian"}}
            ready = read(file, service(x), chinese_in="Other", answers=decided)
            assert ready.population is not None
            notes.append((ready.population.notes, ready.population.unlike))
        assert notes[0] == notes[1]


def test_files_that_do_not_name_chinese_people_are_asked_about() -> None:
    five = {"White": 60, "Asian": 20, "Black": 30, "Mixed": 8, "Other": 9}
    ready = read(long(ONE), service(five), chinese_in=None)
    assert open_questions(ready) == {"chinese_in": ["Asian", "Other"]}
    since_2021 = {"White": 60, f'"{ASIAN}"': 20, "Mixed": 9}
    assert ethnic(read(long(ONE), service(since_2021), chinese_in=None)) == FIVE


def test_indented_parts_count_once() -> None:
    rows = [["Ethnic group", "Number"], ["White", 100], ["  British", 80], ["  Irish", 20],
            ["Asian/Asian British", 50], ["  Indian", 30], ["  Chinese", 20],
            ["Black/Black British", 40], ["Mixed", 10], ["Other ethnic group", 5]]  # fmt: skip
    for place, asian, other in (("Asian", 50, 5), ("Other", 30, 25)):  # they have their own row
        ready = read(text(rows), chinese_in=place)
        assert ethnic(ready) == {
            "White": 100, "Asian/Asian British": asian, "Black/Black British": 40, "Mixed": 10,
            "Other": other,
        }  # fmt: skip
        assert ready.population is not None and not ready.population.unlike


def test_a_total_that_differs_is_said() -> None:
    file = table().replace(b'"30,760"', b'"31,760"')
    assert "rows add up to 30,760, but the total row says 31,760" in said(read(file))


def test_codes_without_names_are_not_used() -> None:
    rows = [["Ethnic group", "Observation"], *([i, n] for i, n in enumerate(HILLTON, 1))]
    ready = read(text(rows))
    assert ready.population is None and words.CODES_ALONE in ready.warnings
    assert open_questions(ready) == {}


def test_a_list_of_people_is_no_population() -> None:
    ready = read(service({"White": 9, "Asian": 8}))
    assert ready.population is None and words.NOT_PEOPLE in ready.warnings


def test_an_unknown_answer_is_asked_and_placed_alike_in_all_files() -> None:
    rows = text([["Group", "People"], *FIVE.items(), ["Lilac people", 30]])
    decided = {"population": {CHINESE_THERE: "Asian"}}
    assert list(open_questions(read(rows, answers=decided))) == ["answers.ethnicity.Lilac people"]
    placed = read(rows, answers={**decided, "ethnicity": {"Lilac people": "Other"}})
    assert ethnic(placed)["Other"] == FIVE["Other"] + 30
    assert "these files do not have" not in said(placed)


def test_a_withheld_number_is_asked_about_and_said() -> None:
    rows = text([["Group", "People"], *FIVE.items()]).replace(b"1970", b"*")
    decided = {CHINESE_THERE: "Asian"}
    asked = open_questions(read(rows, answers={"population": decided}))
    assert list(asked) == ["answers.population.suppressed"]
    ready = read(rows, answers={"population": {**decided, "suppressed": "leave out"}})
    assert "Other" not in ethnic(ready)
    assert (
        ready.population is not None
        and "withholds the numbers of Other" in (ready.population.notes[0])
    )


def test_people_and_caseload_are_as_without_it() -> None:
    settings, _ = settings_from_json({"chinese_in": "Asian"})
    files = [pipeline.open_file("s.csv", service()), pipeline.open_file("c.csv", CASELOAD)]
    alone = pipeline.prepare(pipeline.find_tables(files[:1], files[1:], settings), settings)
    ready = read(long(ONE))
    assert (ready.caseload, ready.rows, ready.coding) == (alone.caseload, alone.rows, alone.coding)
    assert alone.population is None and ready.settings == alone.settings


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Which column of the caseload holds it?", "Which column of the population file holds it?"),
        ("“the caseload” of the caseload", "“the caseload” of the population file"),
        ("None of these: do not use this caseload", "None of these: do not use this file"),
    ],
)
def test_sentences_of_the_caseload_are_said_of_the_population(text: str, instead: str) -> None:
    assert words.of_population(text) == instead


def test_no_sentence_about_the_file_speaks_of_the_caseload() -> None:
    from ips_audit.words import caseload

    of_services = ("INCLUDED", "SERVICE_MATCH", "WHICH_SERVICE", "NOT_ON_CASELOAD", "SERVICE_NEAR",
                   "MISSING_GROUPS", "PERCENT_ASK", "PERCENT_TOTAL")  # fmt: skip
    for name, sentence in vars(caseload).items():
        if isinstance(sentence, str) and name.isupper() and name not in of_services:
            assert "caseload" not in words.of_population(sentence).casefold(), name


def test_a_whole_whose_parts_are_not_all_there_stays() -> None:
    rows = [["Ethnic group", "Number"], ["White", 1000], ["White: Irish", 60], ["White: Roma", 9],
            [ASIAN, 200], ["Black", 100], ["Mixed", 50], ["Other", 50]]  # fmt: skip
    ready = read(text(rows))
    assert ethnic(ready)["White"] == 1000
    assert words.groups_note(words.PARTS_MISSING, ["“White”"]) in ready.warnings
    column = f"{MIXED}: White and Asian"
    lines = list(csv.reader(io.StringIO(bulk(ONE).decode())))
    at = lines[0].index(f"Ethnic group: {column}")
    lines = [r[:at] + r[at + 1 :] for r in lines]
    assert ethnic(read(text(lines))) == FIVE


@pytest.mark.parametrize("again", [True, False])
def test_a_row_that_is_missing_or_there_twice_is_asked_about(again: bool) -> None:
    lines = list(csv.reader(io.StringIO(by_sex().decode())))
    rows = [*lines, lines[1]] if again else lines[:-1]
    asked = open_questions(read(text(rows)))
    assert asked == {"answers.population.uneven rows": ["add up", "leave out"]}
    decided = [read(text(rows), answers={"population": {"uneven rows": x}})
               for x in ("add up", "leave out")]  # fmt: skip
    assert decided[0].population is not None
    assert decided[1].population is None and words.NOT_USED in decided[1].warnings


def test_sums_that_are_disturbed_a_little_count_once() -> None:
    file = table().replace(b"White: Irish,620", b"White: Irish,622")
    assert ethnic(read(file)) == FIVE | {"White": FIVE["White"] + 2}


def test_marks_of_notes_in_headings_are_passed_over() -> None:
    first, *rest, last = PARTS
    heads = ["Area name", f"{first} [note 1]", *rest, f"{last} [notes 2, 3]"]
    assert ethnic(read(text([["Table 1"], heads, ["Hillton", *wholes(HILLTON)]]))) == FIVE


def test_sheets_with_the_same_headings_are_asked_about() -> None:
    book = openpyxl.Workbook()
    for name, times in (("1a", 1), ("1b", 2)):
        sheet = book.create_sheet(name)
        sheet.append([f"Table {name}"])
        sheet.append(["Area name", *PARTS])
        for area, numbers in AREAS.items():
            sheet.append([area, *(n * times for n in wholes(numbers))])
    out = io.BytesIO()
    book.save(out)
    assert open_questions(read(out.getvalue())) == {"population_sheet": ["1a", "1b"]}
    area = {"population": {"service": "Hillton"}}
    assert ethnic(read(out.getvalue(), population_sheet="1a", answers=area)) == FIVE


def test_two_files_of_one_area_are_not_added_up() -> None:
    settings, _ = settings_from_json({"chinese_in": "Asian"})
    given = (("s.csv", service()), ("old.csv", wide(AREAS)), ("new.csv", wide(AREAS)))
    opened = [pipeline.open_file(name, data) for name, data in given]
    found = pipeline.find_tables(opened[:1], [], settings, population=opened[1:])
    ready = pipeline.prepare(found, settings)
    assert ready.population is None and words.TWICE in ready.warnings


def test_a_column_of_decimals_that_add_up_to_100_are_percentages() -> None:
    shares = zip(PARTS, ("9.9", "25.1", "7.1", "51.4", "6.5"), strict=True)
    assert ethnic(read(text([["Ethnic group", "2021"], *shares])))["White"] == 514_000


def test_people_without_a_known_group_are_said_beside_the_table() -> None:
    file = long(ONE).replace(b",-8,Does not apply,0", b",-8,Does not apply,3240")
    ready = read(file)
    assert ethnic(ready) == FIVE and ready.population is not None
    share = f"{100 * 3240 / (TOTAL + 3240):.1f}%"
    assert ready.population.notes == (words.UNKNOWN.format(name=words.DEFAULT_NAME, share=share),)


def test_a_column_that_is_missing_beside_a_total_is_said() -> None:
    lines = list(csv.reader(io.StringIO(wide(ONE).decode())))
    assert words.NOT_ALL.format(heading="All usual residents") not in read(text(lines)).warnings
    short = [lines[0], *(r[:-1] for r in lines[1:])]
    assert words.NOT_ALL.format(heading="All usual residents") in read(text(short)).warnings


def test_a_single_part_beside_its_whole_is_asked_about() -> None:
    rows = text([["Group", "People"], ["White", 900], [ASIAN, 80], ["Other ethnic group", 20],
                 ["Other ethnic group: Arab", 5]])  # fmt: skip
    about = "parts of Other ethnic group"
    assert open_questions(read(rows)) == {f"answers.population.{about}": ["group row", "add up"]}
    for decided, n in (("group row", 20), ("add up", 25)):
        assert ethnic(read(rows, answers={"population": {about: decided}}))["Other"] == n


def test_headings_that_are_none_are_asked_about() -> None:
    part = b'"Asian, Asian British or Asian Welsh: Pakistani",'
    file = table().replace(part + b"180", part + b"n/a")
    assert open_questions(read(file)) == {"population_heading_row": []}
    assert ethnic(read(file, population_heading_row=9)) == FIVE
