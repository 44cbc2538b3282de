"""What shown counts carry: a finding is said if it stands with the counts a little off, too."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ips_audit.analysis.checks import (
    GroupTable,
    Scope,
    access_check,
    compared_with,
    outcome_check,
)
from ips_audit.analysis.findings import group_finding
from ips_audit.analysis.group_comparisons import compare_rates, compare_shares
from ips_audit.disclosure.counts import Shown
from ips_audit.disclosure.rules import Rule
from ips_audit.disclosure.widened import (
    Pair,
    inflation,
    noise_in_people,
    of_table,
    p_of_table,
    shown_test,
    widened,
    widened_p,
    with_holm,
)
from ips_audit.model import (
    Check,
    Finding,
    GroupFinding,
    GroupResult,
    NameOfTest,
    NotKnown,
)
from ips_audit.model.thresholds import FEWEST_PEOPLE, LEVEL
from ips_audit.words import disclosure as words
from ips_audit.words import findings

REST = "hidden groups together"  # what the shown total leaves; never shown as a row
LOWER = frozenset((GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN))
FAR = 3  # times the error of a shown count
# With a difference less by so many times the noise in it, a group is still lower, or higher.
TO_BE_LOWER, TO_BE_HIGHER = 1.0, 1.5
CLOSE = 0.1  # a ratio no further from 1 says the same on either side
# What compares a group with the others: withheld where noise can have turned it round.
COMPARED = (
    "ratio", "ratio_low", "ratio_high", "difference", "difference_low", "difference_high",
    "people_gap", "people_gap_low", "people_gap_high", "worst_ratio", "best_ratio",
)  # fmt: skip
TESTED = ("adjusted_residual", "p", "p_holm", "p_margin")
NOT_LOWER = frozenset((GroupFinding.HIGHER, GroupFinding.NO_GAP))


@dataclass(frozen=True)
class ShownTable:
    """The counts of one check as they are shown: `n` of `of`, as in `GroupTable`."""

    n: Shown
    of: Shown
    test: NameOfTest  # independence: jobs; the others: access

    def nested(self) -> ShownTable:
        """Return the table with n as a part of of, where it is one."""
        return replace(self, n=self.n.within(self.of)) if self.test.compares_rates else self

    def rows(self) -> list[tuple[str, int, int]]:
        """Return the groups of which both numbers are shown."""
        rows = [(g, n, self.of.groups[g]) for g, n in self.n.groups.items()]
        return [(g, n, of) for g, n, of in rows if n is not None and of]

    def rest(self) -> tuple[int, int] | None:
        """Return what the shown totals leave for the hidden groups; None where they are hidden."""
        if self.n.known is None or not self.of.known:
            return None
        rows = self.rows()
        n, of = self.n.known - sum(r[1] for r in rows), self.of.known - sum(r[2] for r in rows)
        n, of = max(n, 0), max(of, 0)
        return (min(n, of) if self.test.compares_rates else n), of


def check_of(scope: Scope, table: ShownTable, margin: float, rule: Rule) -> Check:
    """Compare groups by what is shown of them, and say what that carries.

    Parameters
    ----------
    scope : Scope
    table : ShownTable
    margin : float
        Smallest ratio the user would accept.
    rule : Rule

    Returns
    -------
    Check
        A function of the shown counts alone. Every group keeps its row; those with a hidden
        number are compared together, as what the shown totals leave.

    Notes
    -----
    A shown count lies about `Rule.error` from the true one. Ranges and p allow for that, as for
    one more source of chance (see `widened`), and so does the finding. It is said if it is
    the same with the count off by so much, one way and the other, too; where these
    findings differ, what all of them say. It is withheld where only some of them say that the
    group is lower. It is lower only if it is lower than what the shown total leaves, too. A
    ratio that noise can have turned round is withheld.
    """
    table = table.nested()
    rows, rest = table.rows(), table.rest()
    hidden = len(rows) < len(table.n.groups)
    if hidden and rest is not None and rest[1]:
        rows.append((REST, *rest))
    made, p = _widened(_compared(scope, table, rows, margin), margin, rule)
    by_name = {g.group: g for g in made.groups}
    known = None if hidden and rest is None else _total(rows)
    n, of = table.n.known, table.of.known
    groups = []
    for name, its_n in table.n.groups.items():
        row = by_name.get(name) or GroupResult(name, its_n, table.of.groups[name], hidden=True)
        if known is None or _may_turn(row, known, rule):
            row = replace(row, **dict.fromkeys(COMPARED))  # type: ignore[arg-type]
        if name != made.reference:
            found = _carried(row, made, len(table.n.groups), known, margin, rule)
            if found in LOWER and n is not None and of is not None:
                # The groups as shown can add up to much more or less than their total.
                too = _carried(row, made, len(table.n.groups), (n, of), margin, rule)
                found = _weakest((found, too))
            row = replace(row, finding=found)
            if found is GroupFinding.WITHHELD:  # nor does a number say what is withheld
                row = replace(row, **dict.fromkeys((*COMPARED, *TESTED)))  # type: ignore[arg-type]
        groups.append(row)
    share = n / of if n is not None and of and n <= of else None
    done = replace(made, groups=tuple(groups), total_n=n, total_of=of, total_share=share,
                   not_known=_not_known(table, made.not_known.p, rule))  # fmt: skip
    done = replace(done, finding=_finding(done, p), sentences=())
    said = findings.check_sentences(done, margin, compared_with(made))
    if done.finding is Finding.GAP:
        said = (*said, words.MAY_BE_MORE)
    gone = [g.group for g in groups if g.finding is GroupFinding.WITHHELD]
    notes = (words.WITHHELD_GROUPS.format(groups=findings.listed(gone)),) if gone else ()
    return replace(done, sentences=said, warnings=(*made.warnings, *notes))


def _compared(
    scope: Scope, table: ShownTable, rows: list[tuple[str, int, int]], margin: float
) -> Check:
    """Compare the groups that are shown, as the exact check compares all of them."""
    unknown = table.n.not_known, table.of.not_known
    pair = (0, None) if None in unknown or unknown[0] > unknown[1] else unknown  # type: ignore[operator]
    names, n, of = ([r[i] for r in rows] for i in range(3))
    counts = GroupTable(names, n, of, pair)  # type: ignore[arg-type]
    if table.test is NameOfTest.INDEPENDENCE:
        return outcome_check(scope, counts, margin)
    return access_check(scope, counts, margin, table.test)


def _widened(check: Check, margin: float, rule: Rule) -> tuple[Check, float | None]:
    """Allow for the noise in all comparisons; return the p of the whole table as well.

    Tests that the noise makes much larger lose their numbers, not their part in the finding.
    """
    test, rows = check.default_test, check.groups
    if test is None:
        return check, None
    found, times = [], []
    for row in rows:
        others, parts = _others(row, check)
        own = (row.n or 0, row.of or 0)
        times.append(inflation(own, others, parts, test.name, rule.error))
        found.append(widened(row, others, times[-1], test.name, rule.error))
    groups = tuple(
        r if r.finding is None else replace(r, finding=group_finding(r, margin))
        for r in with_holm(found, check.family)
    )
    whole = of_table(rows, times)
    tests = tuple(shown_test(t, whole) for t in check.tests)
    return replace(check, groups=groups, tests=tests), p_of_table(test, whole)


def _others(row: GroupResult, check: Check) -> tuple[Pair, int]:
    """Return the counts of those whom a group is compared with, and of how many they are made."""
    if row.group == check.reference:
        return (0, 0), 1  # it is compared with nobody
    by = next((g for g in check.groups if g.group == check.reference), None)
    if by is not None:
        return (by.n or 0, by.of or 0), 1
    rest = [g for g in check.groups if g is not row]
    return (sum(g.n or 0 for g in rest), sum(g.of or 0 for g in rest)), len(rest)


def _not_known(table: ShownTable, p: float | None, rule: Rule) -> NotKnown:
    """Return the people whose group is not known, and how unlike the others they are."""
    n, of = (table.n.not_known, table.of.not_known), (table.n.known, table.of.known)
    if p is not None and None not in (*n, *of):
        times = inflation(n, of, 1, NameOfTest.INDEPENDENCE, rule.error)  # type: ignore[arg-type]
        p = widened_p(p, times)
    return NotKnown(table.n.not_known, table.of.not_known, p)


def _may_turn(row: GroupResult, total: tuple[int, int], rule: Rule) -> bool:
    """Tell whether noise and rounding can have put a ratio on the other side of 1."""
    if row.ratio is None or row.n is None or row.of is None:
        return False
    most = math.ceil(2 * rule.error)  # for the group, and for the others as well

    def rates(n: int, of: int) -> tuple[float, float]:
        return max(n - most, 0) / (of + most), (n + most) / max(of - most, 1)

    own, others = rates(row.n, row.of), rates(total[0] - row.n, total[1] - row.of)
    low, high = own[0] / others[1], own[1] / others[0] if others[0] > 0 else math.inf
    return low < 1 < high and max(1 - low, high - 1) > CLOSE


def _total(rows: list[tuple[str, int, int]]) -> tuple[int, int]:
    return sum(r[1] for r in rows), sum(r[2] for r in rows)


def _carried(
    row: GroupResult,
    check: Check,
    groups: int,
    total: tuple[int, int] | None,
    margin: float,
    rule: Rule,
) -> GroupFinding:
    """Return what the shown counts carry of one group."""
    of = row.of
    if of is None:
        few = rule.threshold < FEWEST_PEOPLE
        return GroupFinding.TOO_FEW if few else GroupFinding.WITHHELD
    test = check.default_test
    if total is None or test is None or len(check.groups) < 2:
        return GroupFinding.WITHHELD
    by = next((g for g in check.groups if g.group == check.reference), None)
    lowest, highest = (0, rule.threshold) if row.n is None else (row.n, row.n)
    comparisons = check.family * (groups - (by is not None))
    known, name = total, test.name

    def at(n: int, more: int, error: float = 0.0) -> GroupFinding:
        """Return the finding with a count off by so many people; the others are off otherwise."""
        rest = (known[0] - n, known[1] - of) if by is None else (by.n or 0, by.of or 0)
        own, others = (max(n + more, 0), of), (max(rest[0] - more, 0), max(rest[1], 0))
        return _at(own, others, name, comparisons, margin, error)

    off = math.ceil(rule.error)
    said = (
        {at(n, 0, rule.error) for n in (lowest, highest)} if row.finding is None else {row.finding}
    )
    found = _weakest(said | {at(lowest, -off), at(highest, off)})
    parts = 1 if by is not None else groups - 1
    rest = (known[0] - highest, known[1] - of) if by is None else (by.n or 0, by.of or 0)
    noise = noise_in_people((highest, of), rest, parts, name, rule.error)
    # Nobody is said to differ whose true counts, hardly ever as far off, do not say so.
    if found in LOWER:
        found = _weakest((found, at(highest, math.ceil(TO_BE_LOWER * noise))))
        if at(highest, math.ceil(FAR * rule.error)) in NOT_LOWER:
            return GroupFinding.WITHHELD
    elif found is GroupFinding.HIGHER:
        found = _weakest((found, at(lowest, -math.ceil(TO_BE_HIGHER * noise))))
    # That a gap is possible is said of a number that can be seen.
    possible = row.n is None and found is GroupFinding.POSSIBLE_GAP
    return GroupFinding.CANNOT_TELL if possible else found


def _at(
    own: Pair, rest: Pair, test: NameOfTest, comparisons: int, margin: float, error: float
) -> GroupFinding:
    """Return the finding of a group with other counts, against all others together."""
    n, of = (own[0], rest[0]), (own[1], rest[1])
    if test.compares_rates:
        n = (min(n[0], of[0]), min(n[1], of[1]))
        found = compare_rates(("", REST), n, of, margin)[0]
    else:
        found = compare_shares(("", REST), n, of, margin, fit=test is NameOfTest.GOODNESS_OF_FIT)[0]
    if error:
        times = inflation((n[0], of[0]), (n[1], of[1]), 1, test, error)
        found = widened(found, (n[1], of[1]), times, test, error)
    adjusted = None if found.p is None else min(1.0, comparisons * found.p)
    return group_finding(replace(found, p_holm=adjusted), margin)


def _weakest(said: Iterable[GroupFinding]) -> GroupFinding:
    """Return the most that all of these say; withheld where only some say that it is lower."""
    found = frozenset(said)
    if len(found) == 1:
        return next(iter(found))
    if found <= LOWER:
        return GroupFinding.LOWER
    if found & LOWER:
        return GroupFinding.WITHHELD
    return GroupFinding.NO_GAP if found <= NOT_LOWER else GroupFinding.CANNOT_TELL


def _finding(check: Check, p: float | None) -> Finding:
    """Decide what may be said of the whole question, whose test has this p with the noise."""
    said = {g.finding for g in check.groups if g.finding is not None}
    if said & LOWER:
        return Finding.GAP
    differ = GroupFinding.HIGHER in said
    # That groups differ is said with the group that does: noise alone makes tables differ, too.
    found = p is not None and check.family * p < LEVEL
    if GroupFinding.WITHHELD in said or p is None or (found and not differ):
        return Finding.WITHHELD
    if differ and found:
        return Finding.DIFFER
    if said <= NOT_LOWER:
        return Finding.NO_GAP
    return Finding.NOT_RULED_OUT
