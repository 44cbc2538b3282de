"""Answers go to groups only where that is safe; what is not safe is asked."""

from __future__ import annotations

import pytest

from ips_audit.intake.matching.coding import CHINESE, code_ethnicity
from ips_audit.intake.matching.values import code_values

NOT_KNOWN = "Not known"


def ethnic(*answers: object, scheme: str | None = None) -> dict[str, tuple[str, str]]:
    found = code_ethnicity(answers, scheme, {})
    return {c.answer: (c.group, c.status) for c in found.coded}


def values(field: str, *answers: object) -> dict[str, tuple[str, str]]:
    return {c.answer: (c.group, c.status) for c in code_values(field, answers, {})}


def asked(found: dict[str, tuple[str, str]]) -> set[str]:
    return {a for a, (_, status) in found.items() if status == "ask"}


@pytest.mark.parametrize("letters", ["ABM", "WABMO", "AB", "WBAOM"])
def test_letters_that_may_be_initials_are_asked_about(letters: str) -> None:
    assert asked(ethnic(*letters)) == set(letters)


def test_letters_that_can_only_be_nhs_codes_are_read_as_such() -> None:
    found = ethnic("A", "M", "N", "H", "D", "S", "Z", 99.0)
    assert found["A"] == ("White", "recognised")
    assert found["M"] == ("Black/Black British", "recognised")
    assert found["Z"] == found["99"] == (NOT_KNOWN, "not known")


def test_a_letter_beside_labels_is_not_a_code() -> None:
    assert asked(ethnic("A", "White British", "Irish")) == {"A"}


@pytest.mark.parametrize("numbers", [(1, 2, 3), (1.0, 16.0, 99.0), ("1", "2", "White")])
def test_numbers_are_always_asked_about(numbers: tuple[object, ...]) -> None:
    found = ethnic(*numbers)
    assert asked(found) == {a for a in found if a not in ("99", "White")}


def test_a_numbering_is_applied_once_chosen() -> None:
    found = ethnic(1, 8, 15, 99, scheme="NHS order 1 to 16")
    assert [found[a][0] for a in ("1", "8", "15", "99")] == [
        "White", "Asian/Asian British", CHINESE, NOT_KNOWN,
    ]  # fmt: skip


def test_na_is_missing_among_labels_but_asked_about_among_two_letter_codes() -> None:
    assert ethnic("NA", "White", "Asian")["NA"] == (NOT_KNOWN, "not known")
    assert "NA" in asked(ethnic("NA", "AA", "PD"))


@pytest.mark.parametrize("answer", ["Mixed/Other", "Other/Mixed", "Other/Unknown", "BAME", "UK"])
def test_answers_that_cannot_be_split_are_asked_about(answer: str) -> None:
    assert asked(ethnic(answer, "White", "Black")) == {answer}


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        ("White and Asian", "Mixed"),
        ("White & Asian", "Mixed"),
        ("  WHITE \u2013 british ", "White"),
        ("Mixed: Other", "Mixed"),
        ("Arab", "Other"),
        ("Gypsy or Irish Traveller", "White"),
        ("Roma", "White"),
    ],
)
def test_labels_are_matched_whole(answer: str, group: str) -> None:
    (found,) = ethnic(answer).values()
    assert found == (group, "recognised")


def test_misspellings_are_suggested_and_never_silent() -> None:
    assert ethnic("White and Black Carribean")["White and Black Carribean"] == (
        "Mixed",
        "suggested",
    )
    assert asked(ethnic("Whit Britsh", "zzz")) == {"Whit Britsh", "zzz"}


def test_own_groups_are_each_answer_as_given() -> None:
    found = ethnic("Group A", "Group B", "Not stated", None, scheme="as given")
    assert found["Group A"][0] == "Group A"
    assert found["Not stated"][0] == found[""][0] == NOT_KNOWN


def test_the_user_s_word_wins() -> None:
    found = code_ethnicity(["Irish", "Kenyan"], None, {"irish": "Other", "Kenyan": NOT_KNOWN})
    assert [(c.group, c.status) for c in found.coded] == [
        ("Other", "placed"),
        (NOT_KNOWN, "not known"),
    ]


def test_gender_nine_follows_the_codes_beside_it() -> None:
    assert values("gender", 1, 2, 9, "X")["9"] == ("Another gender", "recognised")
    assert values("gender", 0, 1, 2, 9)["9"] == (NOT_KNOWN, "not known")
    assert asked(values("gender", 1, 2, 9)) == {"9"}


def test_zero_and_one_alone_are_no_genders() -> None:
    assert asked(values("gender", 0, 1)) == {"0", "1"}


def test_zero_and_one_are_yes_and_no_only_on_their_own() -> None:
    assert values("job_outcome", 0, 1) == {"0": ("No", "recognised"), "1": ("Yes", "recognised")}
    assert asked(values("job_outcome", 0, 1, 2)) == {"0", "1", "2"}
    assert asked(values("job_outcome", 1, 2)) == {"1", "2"}


def test_a_mark_is_yes_only_where_it_is_the_only_mark() -> None:
    assert values("job_outcome", "✓", None)["✓"] == ("Yes", "suggested")
    assert asked(values("job_outcome", "✓", "X")) == {"✓", "X"}


def test_outcome_words_are_matched_whole() -> None:
    found = values("job_outcome", "Unemployed", "Employed", "Not achieved", "Voluntary work")
    assert [g for g, _ in found.values()] == ["No", "Yes", "No", "No"]
    assert asked(values("job_outcome", "Employed at referral", "N/A", "Yes")) == {
        "Employed at referral",
        "N/A",
    }
