"""Two or more groups put together, and one check looked at again."""

from __future__ import annotations

from collections.abc import Collection

from ips_audit.analysis.checks import GroupTable, Scope, access_check, outcome_check
from ips_audit.model import Check, CheckKind, CheckQuestion, NameOfTest


def merge_groups(check: Check, chosen: Collection[str], margin: float) -> Check:
    """Make a check again with some of its groups put together.

    Parameters
    ----------
    check : Check
        With exact counts.
    chosen : collection of str
        At least two of its groups.
    margin : float
        Smallest ratio the user would accept.

    Returns
    -------
    Check
        Exploratory, without a finding: it was asked for after looking.

    Raises
    ------
    ValueError
        If fewer than two groups are chosen, or all of them, or one is not in the check.
    """
    names = [g.group for g in check.groups]
    merged = [g for g in names if g in chosen]
    if len(merged) < 2 or len(merged) != len(set(chosen)) or len(merged) == len(names):
        raise ValueError("Choose two groups or more, but not all.")
    rows = [("/".join(merged), merged)] + [(g, [g]) for g in names if g not in chosen]
    rows.sort(key=lambda row: names.index(row[1][0]))
    by_name = {g.group: g for g in check.groups}
    n = [sum(by_name[g].n or 0 for g in parts) for _, parts in rows]
    of = [sum(by_name[g].of or 0 for g in parts) for _, parts in rows]
    groups = [name for name, _ in rows]
    unknown = check.not_known
    scope = Scope(
        check.service,
        check.dimension,
        check.people,
        check.within,
        CheckKind.EXPLORATORY,
        check.reference,
    )
    if check.question is CheckQuestion.OUTCOME:
        table = GroupTable(groups, n, of, (unknown.n or 0, unknown.of or 0))
        return outcome_check(scope, table, margin)
    table = GroupTable(groups, n, of, (unknown.n or 0, unknown.of))
    test = check.default_test.name if check.default_test else NameOfTest.TWO_SAMPLES
    return access_check(scope, table, margin, test)
