"""Make the 2019 London demonstration: made-up people whose totals match a published study.

Perkins R, Patel R, Willett A, Chisholm L, Rinaldi M. "Individual placement and support:
cross-sectional study of equality of access and outcome for Black, Asian and minority ethnic
communities", BJPsych Bulletin, 2022, prints totals for two services but no rows. This script
invents rows that add up to them. Counts that the paper prints are laid down as they are. Where it
prints only a chi-square (men, women, four age bands, access by gender) a short seeded search finds
counts that give it. Nobody in the files exists.

Run ``python sample_data/make_london_2019.py [FOLDER]``; the same files come out every time.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from london_2019_printed import (
    AGE,
    ANSWERS,
    BAND_CHI_SQUARES,
    BANDS,
    CASELOAD,
    CNWL,
    COUNTS,
    GENDER_ACCESS_CHI_SQUARE,
    GROUPS,
    MEN,
    MEN_CHI_SQUARE,
    NOT_KNOWN,
    WOMEN,
    WOMEN_CHI_SQUARE,
    WWT,
)
from search_counts import chi_square, draw_part, fit_ages
from write_files import write_csv, write_workbook

SEED = 2019

# The paper prints neither the sizes of the age bands nor men of known ethnic group: ours.
BAND_SIZES_KNOWN = (163, 312, 191, 48)
BAND_SIZES_NOT_KNOWN = (15, 28, 18, 4)
MEN_KNOWN = 355
MEN_NOT_KNOWN_CNWL = range(20, 27)  # of 47; the other men of unknown ethnic group are at WWT

HEADINGS = (
    "Reference",
    "Service",
    "Ethnicity",
    "Gender",
    "Age",
    "Start date",
    "Job outcome",
    "Job start date",
)
HOLIDAYS = {date(2019, 1, 1), date(2019, 12, 25), date(2019, 12, 26)}
WORKING_DAYS = [
    day
    for day in (date(2019, 1, 1) + timedelta(n) for n in range(365))
    if day.weekday() < 5 and day not in HOLIDAYS
]
FIRST_OF_JULY = WORKING_DAYS.index(date(2019, 7, 1))
ABOUT = (
    "Made-up people. Nobody in these files exists.",
    "The totals match those printed for two London services in 2019 by Perkins, Patel, Willett, "
    "Chisholm and Rinaldi (BJPsych Bulletin, 2022).",
    "Everything the paper does not print, such as dates, is invented.",
    "The files are made by sample_data/make_london_2019.py.",
)


@dataclass
class Person:
    """One made-up person; the search fills in what the first line leaves open."""

    service: str
    group: str
    first_half: bool
    job: bool
    gender: str = ""
    age: int = 0
    youngest: int = 0
    oldest: int = 0
    ethnicity: str = ""
    start: date = date.min
    job_start: date | None = None
    reference: str = ""


def lay_down_people() -> list[Person]:
    """Every person, as far as the printed counts say who they are."""
    people = []
    for service, groups in COUNTS.items():
        for group, (n, jobs, n_first, jobs_first) in groups.items():
            for first_half, job, number in (
                (True, True, jobs_first),
                (True, False, n_first - jobs_first),
                (False, True, jobs - jobs_first),
                (False, False, n - jobs - n_first + jobs_first),
            ):
                people += [Person(service, group, first_half, job) for _ in range(number)]
    return people


def cells(people: Iterable[Person]) -> dict[tuple[int, int], list[Person]]:
    """People of known ethnic group by (number of the group, 0 for a job or 1 for none)."""
    found: dict[tuple[int, int], list[Person]] = {
        (g, j): [] for g in range(len(GROUPS)) for j in (0, 1)
    }
    for person in people:
        if person.group != NOT_KNOWN:
            found[GROUPS.index(person.group), 0 if person.job else 1].append(person)
    return found


def shuffled(rng: np.random.Generator, people: Sequence[Person]) -> list[Person]:
    """Return the same people in a random order."""
    return [people[i] for i in rng.permutation(len(people))]


def give_genders(rng: np.random.Generator, people: list[Person]) -> None:
    """Men and women, so that both tables of job by ethnic group have the printed chi-square."""
    by_cell = cells(people)
    whole = np.array([[len(by_cell[g, j]) for j in (0, 1)] for g in range(len(GROUPS))])
    men = draw_part(rng, whole, MEN_KNOWN, MEN_CHI_SQUARE, WOMEN_CHI_SQUARE)
    men_left = -1
    while men_left not in MEN_NOT_KNOWN_CNWL:
        for (g, j), members in by_cell.items():
            for place, person in enumerate(shuffled(rng, members)):
                person.gender = "Male" if place < men[g, j] else "Female"
        men_left = MEN[CNWL] - sum(p.service == CNWL and p.gender == "Male" for p in people)
    for service in COUNTS:
        rest = [p for p in people if p.service == service and p.group == NOT_KNOWN]
        left = {
            gender: number - sum(p.service == service and p.gender == gender for p in people)
            for gender, number in (("Male", MEN[service]), ("Female", WOMEN[service]))
        }
        answers = ["Male"] * left["Male"] + ["Female"] * left["Female"]
        answers += ["Not stated"] * (len(rest) - len(answers))
        for person, answer in zip(shuffled(rng, rest), answers, strict=True):
            person.gender = answer


def draw_bands(rng: np.random.Generator, whole: np.ndarray) -> list[np.ndarray]:
    """Split the table `whole` into the four age bands with the printed chi-squares."""
    young, middle, later, old = BAND_CHI_SQUARES
    first = draw_part(rng, whole, BAND_SIZES_KNOWN[0], young)
    last = draw_part(rng, whole - first, BAND_SIZES_KNOWN[3], old)
    left = whole - first - last
    second = draw_part(rng, left, BAND_SIZES_KNOWN[1], middle, later)
    return [first, second, left - second, last]


def give_ages(rng: np.random.Generator, people: list[Person]) -> None:
    """Ages that meet the bands' chi-squares and each service's mean, s.d. and range."""
    by_cell = cells(people)
    whole = np.array([[len(by_cell[g, j]) for j in (0, 1)] for g in range(len(GROUPS))])
    bands = draw_bands(rng, whole)
    to_fill = [(members, [int(b[cell]) for b in bands]) for cell, members in by_cell.items()]
    unknown = [p for p in people if p.group == NOT_KNOWN]
    for members, sizes in [*to_fill, (unknown, list(BAND_SIZES_NOT_KNOWN))]:
        # People at CNWL are older on average: they are more often taken late.
        late = rng.normal(size=len(members)) + [0.3 * (p.service == CNWL) for p in members]
        order = [members[i] for i in np.argsort(late)]
        for (low, high), size in zip(BANDS, sizes, strict=True):
            for person in order[:size]:
                youngest, oldest = AGE[person.service][2:]
                person.youngest, person.oldest = max(low, youngest), min(high, oldest)
            order = order[size:]
    for service, (mean, sd, youngest, oldest) in AGE.items():
        members = [p for p in people if p.service == service]
        first = next(p for p in members if p.youngest == youngest)
        last = next(p for p in members if p.oldest == oldest)
        first.oldest, last.youngest = youngest, oldest
        low, high = np.array([(p.youngest, p.oldest) for p in members]).T
        for person, age in zip(members, fit_ages(rng, low, high, mean, sd), strict=True):
            person.age = int(age)


def give_dates(rng: np.random.Generator, people: list[Person]) -> None:
    """Start dates in the right half-year; jobs start a week or more later, by 31 December."""
    end = len(WORKING_DAYS)
    for person in people:
        last = FIRST_OF_JULY if person.first_half else end - 15 * person.job
        day = int(rng.integers(0 if person.first_half else FIRST_OF_JULY, last))
        person.start = WORKING_DAYS[day]
        if person.job:
            wait = 5 + int(rng.beta(1.4, 2.2) * (end - day - 5))
            person.job_start = WORKING_DAYS[day + wait]


def give_answers(rng: np.random.Generator, people: list[Person]) -> None:
    """Ethnicity as each file writes it, and references in the order of starting."""
    for person in people:
        answers, weights = ANSWERS[person.service][person.group]
        share = np.array(weights) / sum(weights)
        person.ethnicity = str(rng.choice(answers, p=share))
    for service in COUNTS:
        members = sorted((p for p in people if p.service == service), key=lambda p: p.start)
        for number, person in enumerate(members, start=1):
            person.reference = f"DEMO-{service.split()[0]}-{number:04d}"


def make_people() -> list[Person]:
    """Everybody in both services, in a random order."""
    rng = np.random.default_rng(SEED)
    people = lay_down_people()
    give_genders(rng, people)
    give_ages(rng, people)
    give_dates(rng, people)
    give_answers(rng, people)
    return shuffled(rng, people)


def caseload_genders(service: str) -> dict[str, int]:
    """Caseload counts of men and women that give the printed two-sample chi-square."""
    everyone = sum(CASELOAD[service].values())
    in_service = MEN[service], WOMEN[service]
    men, unknown = np.meshgrid(np.arange(everyone // 2, everyone * 3 // 5), np.arange(5, 30))
    women = everyone - men - unknown
    tables = np.stack([np.stack([men, women], -1), np.broadcast_to(in_service, (*men.shape, 2))])
    miss = abs(chi_square(np.moveaxis(tables, 0, -2)) - GENDER_ACCESS_CHI_SQUARE[service])
    best = np.unravel_index(miss.argmin(), miss.shape)
    return {"Male": int(men[best]), "Female": int(women[best]), NOT_KNOWN: int(unknown[best])}


def caseload_rows() -> list[tuple[object, ...]]:
    """Return the caseload in long form: service, dimension, group, people."""
    rows: list[tuple[object, ...]] = []
    for service, groups in CASELOAD.items():
        rows += [(service, "Ethnic group", group, n) for group, n in groups.items()]
        rows += [(service, "Gender", g, n) for g, n in caseload_genders(service).items()]
    return rows


def row_of(person: Person) -> tuple[object, ...]:
    """One person as a row under HEADINGS, dates as dates."""
    return (
        person.reference,
        person.service,
        person.ethnicity,
        person.gender,
        person.age,
        person.start,
        "Yes" if person.job else "No",
        person.job_start,
    )


def main(folder: Path) -> None:
    """Write the three data files and the note into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    people = make_people()
    rows = {s: [HEADINGS, *(row_of(p) for p in people if p.service == s)] for s in COUNTS}
    write_workbook(folder / "cnwl_service.xlsx", "People", rows[CNWL], ABOUT)
    write_csv(folder / "wwt_service.csv", rows[WWT])
    caseload = [("Service", "Dimension", "Group", "People"), *caseload_rows()]
    write_workbook(folder / "caseload.xlsx", "Caseload", caseload, ABOUT)
    (folder / "ABOUT.txt").write_text("\n".join(ABOUT) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "london_2019"
    main(Path(target))
