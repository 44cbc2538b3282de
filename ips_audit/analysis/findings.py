"""What may be said of a group and of a question."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import Finding, GroupFinding, GroupResult, TestResult
from ips_audit.model.thresholds import FEWEST_PEOPLE, LEVEL, SMALL_EXPECTED


def group_finding(group: GroupResult, margin: float) -> GroupFinding:
    """Decide what may be said of one group; the first rule that fits counts.

    Parameters
    ----------
    group : GroupResult
        With its denominator `of`, adjusted residual, ratio, interval and Holm's p.
    margin : float
        Smallest ratio that the user would accept, set before looking.

    Returns
    -------
    GroupFinding
    """
    if group.of is None or group.of < FEWEST_PEOPLE:
        return GroupFinding.TOO_FEW
    direction = group.adjusted_residual
    found = group.p_holm is not None and group.p_holm < LEVEL
    if found and direction is not None and direction < 0:
        small = _ruled_out(group, margin)
        return GroupFinding.LOWER_WITHIN_MARGIN if small else GroupFinding.LOWER
    if found and direction is not None and direction > 0:
        return GroupFinding.HIGHER
    if _ruled_out(group, margin):
        return GroupFinding.NO_GAP
    if group.ratio_high is not None and group.ratio_high < 1:
        return GroupFinding.POSSIBLE_GAP
    return GroupFinding.CANNOT_TELL


def _ruled_out(group: GroupResult, margin: float) -> bool:
    """Tell whether a gap of the margin is ruled out: by the range shown, and one-sided at 2.5%."""
    if group.ratio_low is None or group.ratio_low < margin:
        return False
    return group.p_margin is None or group.p_margin < LEVEL / 2


def counting_p(test: TestResult | None) -> float | None:
    """Return the p that counts: the exact one where an expected count is small."""
    if test is None:
        return None
    small = test.smallest_expected is not None and test.smallest_expected < SMALL_EXPECTED
    return test.p_exact if small and test.p_exact is not None else test.p


def question_finding(
    groups: Sequence[GroupResult], test: TestResult | None, family: int = 1
) -> Finding:
    """Decide what may be said of a whole question.

    Parameters
    ----------
    groups : sequence of GroupResult
        With their findings.
    test : TestResult or None
        Of the whole table.
    family : int
        Checks that share one error rate: the test's p counts so many times.

    Returns
    -------
    Finding

    Notes
    -----
    Ruling a gap out for every group needs no correction (intersection–union); claiming
    that some group is lower does, and has Holm's.
    """
    p = counting_p(test)
    if p is None:
        return Finding.NOT_CHECKED
    said = {g.finding for g in groups if g.of and g.finding is not None}
    if said & {GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN}:
        return Finding.GAP
    if family * p < LEVEL:
        return Finding.DIFFER
    if said <= {GroupFinding.NO_GAP, GroupFinding.HIGHER}:
        return Finding.NO_GAP
    return Finding.NOT_RULED_OUT
