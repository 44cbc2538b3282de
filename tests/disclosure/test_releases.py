"""Earlier share-safe versions forbid what would give small numbers away by comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_up_services import random_service

from ips_audit.disclosure.releases import forget, objection, remember
from ips_audit.model import AuditReport
from ips_audit.settings.file import settings_from_json, settings_to_json
from ips_audit.words import disclosure as words


@pytest.fixture(scope="module")
def first() -> AuditReport:
    return replace(random_service(3), files=("aaa", "ccc"))


def after(first: AuditReport, **changes: object) -> AuditReport:
    """Return a later report whose settings remember the first, with some settings changed."""
    settings = remember(first.settings, first)
    saved, unknown = settings_from_json(settings_to_json(settings))
    assert not unknown
    return replace(first, settings=replace(saved, **changes))  # type: ignore[arg-type]


def test_the_same_again_is_allowed(first: AuditReport) -> None:
    assert objection(first) == ""
    assert objection(after(first)) == ""
    again = after(first)
    assert remember(again.settings, again) == again.settings  # remembered once


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"minimum_months": 9}, words.CHOICE_MONTHS),
        ({"own_groups": {"Mixed": "Mixed or other", "Other": "Mixed or other"}},
         words.CHOICE_GROUPS),
        ({"answers": {"ethnicity": {"Irish": "Other"}}}, words.CHOICE_GROUPS),
        ({"blank_outcome_means_no": True}, words.CHOICE_PEOPLE),
    ],
)  # fmt: skip
def test_other_choices_are_refused(
    first: AuditReport, change: dict[str, object], named: str
) -> None:
    assert named in objection(after(first, **change))


def test_another_rule_is_refused(first: AuditReport) -> None:
    later = after(first)
    rule = {**later.settings.release, "rule": "fewer than 5 hidden, nearest 5"}
    later = replace(later, settings=replace(later.settings, release=rule))
    assert words.CHOICE_RULE in objection(later)


def test_periods_may_follow_each_other_but_not_overlap(first: AuditReport) -> None:
    new = ("bbb", "ccc")
    following = after(first, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31))
    assert objection(replace(following, files=new)) == ""
    overlapping = after(first, period_from=date(2019, 7, 1), period_to=date(2020, 6, 30))
    assert "2019-01-01 to 2019-12-31" in objection(replace(overlapping, files=new))
    part = after(first, period_to=date(2019, 3, 31))
    assert "overlaps" in objection(part)
    open_end = after(first, period_from=date(2019, 12, 31), period_to=None)
    assert "overlaps" in objection(open_end)


def test_a_corrected_file_for_the_same_period_is_refused(first: AuditReport) -> None:
    assert objection(replace(after(first), files=("bbb", "ccc"))) == words.OTHER_FILES


def test_a_caseload_cut_otherwise_is_refused_for_another_period(first: AuditReport) -> None:
    """The caseload is the same in both: two groupings of it could be subtracted."""
    later = after(
        first,
        period_from=date(2020, 1, 1),
        period_to=date(2020, 12, 31),
        own_groups={"Mixed": "Mixed or other", "Other": "Mixed or other"},
    )
    assert words.CHOICE_GROUPS in objection(replace(later, files=("bbb", "ccc")))
    assert objection(replace(later, files=("bbb", "ddd"))) == ""


def test_it_can_be_forgotten(first: AuditReport) -> None:
    later = after(first, minimum_months=9)
    assert objection(replace(later, settings=forget(later.settings))) == ""


@pytest.mark.parametrize("made", [7, [7], [{"from": "soon"}], {"from": None}])
def test_a_spoilt_memory_gets_a_plain_message(first: AuditReport, made: object) -> None:
    spoilt = replace(first, settings=replace(first.settings, release={"made": made}))
    with pytest.raises(ValueError, match=r"release\.made"):
        objection(spoilt)
