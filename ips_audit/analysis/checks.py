"""Counts to one check: the table, its tests, its finding and its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from ips_audit.analysis import chi_square
from ips_audit.analysis.exact import ExactP, exact_fit_p, exact_p, mid_p
from ips_audit.analysis.findings import group_finding, question_finding
from ips_audit.analysis.group_comparisons import compare_rates, compare_shares
from ips_audit.model import (
    EVERYONE,
    Check,
    CheckKind,
    CheckQuestion,
    Dimension,
    Finding,
    GroupResult,
    NameOfTest,
    NotKnown,
    PathStep,
    RoleOfTest,
    TestResult,
)
from ips_audit.model.thresholds import SMALL_EXPECTED
from ips_audit.words import findings as words

STATE_WORDS = {
    chi_square.TableState.ONE_GROUP: words.NO_TEST_ONE_GROUP,
    chi_square.TableState.NOBODY: words.NO_TEST_NOBODY,
    chi_square.TableState.EVERYBODY: words.NO_TEST_EVERYBODY,
}


@dataclass(frozen=True)
class Scope:
    """What a check is about: which people, grouped by what, and compared with whom."""

    service: str
    dimension: Dimension
    people: str = EVERYONE
    within: Mapping[str, str] = field(default_factory=dict)
    kind: CheckKind = CheckKind.HEADLINE  # only a headline check gets a finding
    reference: str | None = None  # compare with this group instead of everyone else
    step: PathStep | None = None  # of the path; a job otherwise
    family: int = 1  # checks that share one error rate


@dataclass(frozen=True)
class GroupTable:
    """The counts of one check: `n` of `of` in each group, and of people whose group is not known.

    Access: people in the service of people on the caseload, None where that is withheld.
    Jobs: people with a job of people whose outcome is known.
    """

    groups: Sequence[str]
    n: Sequence[int]
    of: Sequence[int | None]
    not_known: tuple[int, int | None] = (0, 0)

    def known(self) -> tuple[list[str], list[int], list[int]]:
        """Return names, counts and denominators of the groups that have both."""
        rows = [r for r in zip(self.groups, self.n, self.of, strict=True) if r[2] is not None]
        return [g for g, _, _ in rows], [n for _, n, _ in rows], [of or 0 for _, _, of in rows]


def test_result(
    name: NameOfTest,
    role: RoleOfTest,
    chi2: chi_square.ChiSquare,
    exact: ExactP | None,
    groups: Sequence[str],
) -> TestResult:
    """Put a chi-square and its exact p into words and numbers for a report."""
    notes = []
    if chi2.state is not chi_square.TableState.OK:
        notes.append(STATE_WORDS[chi2.state])
    if chi2.dropped:
        dropped = words.listed([groups[i] for i in chi2.dropped])
        notes.append(words.ZERO_GROUPS.format(groups=dropped))
    if _sparse(chi2):
        notes.append(words.DOUBTFUL.format(smallest=chi2.smallest_expected))
    result = TestResult(
        name=name,
        role=role,
        statistic=chi2.statistic,
        df=chi2.df,
        p=chi2.p,
        p_exact=None if exact is None else exact.p,
        exact_method=None if exact is None else exact.method,
        smallest_expected=chi2.smallest_expected,
        n=chi2.n,
        note=" ".join(notes),
    )
    if chi2.statistic is None or chi2.df is None or name is NameOfTest.GOODNESS_OF_FIT:
        return result
    v = chi_square.cramers_v(chi2.statistic, chi2.n, 2, chi2.df + 1)
    return replace(result, cramers_v=v.corrected, cramers_v_low=v.low, cramers_v_high=v.high)


def _sparse(chi2: chi_square.ChiSquare) -> bool:
    """Tell whether the exact p is the one that counts."""
    return chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED


def rates_test(
    name: NameOfTest, role: RoleOfTest, groups: Sequence[str], n: Sequence[int], of: Sequence[int]
) -> TestResult:
    """Test whether n ÷ of differs between groups; exact p where an expected count is small."""
    return _two_rows(name, role, groups, (n, np.subtract(of, n)))


def _two_rows(
    name: NameOfTest, role: RoleOfTest, groups: Sequence[str], rows: tuple[ArrayLike, ArrayLike]
) -> TestResult:
    """Test a table of two rows, one column a group."""
    table = np.array(rows) if groups else np.zeros((2, 0))
    chi2 = chi_square.pearson_chi2(table)
    return test_result(name, role, chi2, exact_p(table) if _sparse(chi2) else None, groups)


def outcome_check(scope: Scope, table: GroupTable, margin: float) -> Check:
    """Decide whether people of each group got jobs, or took a step of the path, equally often.

    Parameters
    ----------
    scope : Scope
    table : GroupTable
        People with a job, of people whose outcome is known; or people who took the step, of
        those who took the one before and had time for this one.
    margin : float
        Smallest ratio the user would accept.

    Returns
    -------
    Check
    """
    groups, jobs, people = table.known()
    test = rates_test(NameOfTest.INDEPENDENCE, RoleOfTest.DEFAULT, groups, jobs, people)
    reference = scope.reference if scope.reference in groups else None
    unknown, unknown_of = table.not_known
    rows = compare_rates(groups, jobs, people, margin, (unknown, unknown_of or 0), reference)
    rows = _of_family(rows, scope.family, margin)
    warnings = () if reference is None else (words.REFERENCE_USED.format(group=reference),)
    check = _check(CheckQuestion.OUTCOME, replace(scope, reference=reference), table)
    return _finish(replace(check, groups=rows, tests=(test,), warnings=warnings), margin)


def _of_family(
    rows: tuple[GroupResult, ...], family: int, margin: float
) -> tuple[GroupResult, ...]:
    """Let Holm's p count as often as there are checks that share its error rate (Bonferroni)."""
    if family == 1:
        return rows
    more = (
        replace(r, p_holm=None if r.p_holm is None else min(1.0, family * r.p_holm)) for r in rows
    )
    return tuple(
        r if r.finding is None else replace(r, finding=group_finding(r, margin)) for r in more
    )


def access_check(
    scope: Scope,
    table: GroupTable,
    margin: float,
    test: NameOfTest = NameOfTest.ACCESSED_V_NOT,
) -> Check:
    """Decide whether people of each group reached the service equally often.

    Parameters
    ----------
    scope : Scope
        A reference group counts only where rates are compared: shares of one whole cannot
        be set against a single group.
    table : GroupTable
        People in the service, of people on the caseload.
    margin : float
        Smallest ratio the user would accept.
    test : NameOfTest
        Accessed v not: the people in the service are also counted in the caseload. Two
        samples: they are different people. Goodness of fit: the caseload was worked out
        from percentages. The first gives way to the last where a group has more people in
        the service than on the caseload.

    Returns
    -------
    Check
        With the three sums, one of which has the role of default.
    """
    names, o, b = table.known()
    missing = [g for g, y in zip(table.groups, table.of, strict=True) if y is None]
    warnings = [words.WITHHELD.format(groups=words.listed(missing))] if missing else []
    over = [g for g, x, y in zip(names, o, b, strict=True) if x > y]
    fits = all(y > 0 or x == 0 for x, y in zip(o, b, strict=True))
    if test is NameOfTest.GOODNESS_OF_FIT:
        warnings.append(words.PERCENTAGES)
    elif test is NameOfTest.ACCESSED_V_NOT and over:
        warnings.append(words.NOT_NESTED.format(groups=words.listed(over)))
        test = NameOfTest.GOODNESS_OF_FIT
    reference = scope.reference
    if test is NameOfTest.ACCESSED_V_NOT:
        unknown, unknown_of = table.not_known
        pair = None if unknown_of is None or unknown > unknown_of else (unknown, unknown_of)
        reference = reference if reference in names else None
        rows = compare_rates(names, o, b, margin, pair, reference)
    elif test is NameOfTest.TWO_SAMPLES or fits:
        rows = compare_shares(names, o, b, margin, fit=test is NameOfTest.GOODNESS_OF_FIT)
    else:
        rows = tuple(GroupResult(g, x, y) for g, x, y in zip(names, o, b, strict=True))
    if reference is not None and test is not NameOfTest.ACCESSED_V_NOT:
        warnings.append(words.NO_REFERENCE.format(group=reference))
        reference = None
    elif reference is not None:
        warnings.append(words.REFERENCE_USED.format(group=reference))
    possible = {NameOfTest.ACCESSED_V_NOT: fits and not over, NameOfTest.GOODNESS_OF_FIT: fits}
    check = replace(
        _check(CheckQuestion.ACCESS, replace(scope, reference=reference), table),
        groups=_with_shares(rows),
        tests=_three_sums(GroupTable(names, o, b), test, possible),
        warnings=tuple(warnings),
    )
    return _finish(check, margin)


def _check(question: CheckQuestion, scope: Scope, table: GroupTable) -> Check:
    """Return a check before its rows are compared."""
    return Check(
        question=question,
        service=scope.service,
        dimension=scope.dimension,
        people=scope.people,
        within=dict(scope.within),
        kind=scope.kind,
        groups=(),
        not_known=NotKnown(*table.not_known),
        tests=(),
        finding=None,
        sentences=(),
        reference=scope.reference,
        step=scope.step,
        family=scope.family,
    )


def _three_sums(
    table: GroupTable, default: NameOfTest, possible: Mapping[NameOfTest, bool]
) -> tuple[TestResult, ...]:
    """Make the three chi-squares of access, each named for what it is, the default first."""
    names, o, b = table.known()
    out: list[TestResult] = []
    for name in (NameOfTest.ACCESSED_V_NOT, NameOfTest.GOODNESS_OF_FIT, NameOfTest.TWO_SAMPLES):
        role = RoleOfTest.DEFAULT if name is default else RoleOfTest.OTHER
        if not possible.get(name, True):
            continue
        if name is NameOfTest.ACCESSED_V_NOT:
            out.append(rates_test(name, role, names, o, b))
        elif name is NameOfTest.TWO_SAMPLES:
            out.append(_two_rows(name, role, names, (o, b)))
        else:
            chi2 = chi_square.goodness_of_fit(o, b)
            exact = exact_fit_p(o, b) if _sparse(chi2) else None
            out.append(test_result(name, role, chi2, exact, names))
    return tuple(sorted(out, key=lambda t: t.role))


def _with_shares(rows: Sequence[GroupResult]) -> tuple[GroupResult, ...]:
    """Add each group's share of the service and of the caseload."""
    n, of = sum(r.n or 0 for r in rows), sum(r.of or 0 for r in rows)
    return tuple(
        replace(
            r,
            share_of_service=(r.n or 0) / n if n else None,
            share_of_caseload=(r.of or 0) / of if of else None,
        )
        for r in rows
    )


def _finish(check: Check, margin: float) -> Check:
    """Draw the finding and the sentences from the rows and the default test."""
    rows, default = check.groups, check.default_test
    n, of = sum(r.n or 0 for r in rows), sum(r.of or 0 for r in rows)
    share = n / of if of and n <= of else None
    done = replace(
        check,
        not_known=_not_known(check.not_known, n, of),
        total_n=n,
        total_of=of,
        total_share=share,
    )
    sentences: tuple[str, ...] = ()
    if check.kind is CheckKind.HEADLINE:
        done = replace(done, finding=question_finding(rows, default, check.family))
        sentences = words.check_sentences(done, margin, compared_with(done))
    else:
        done = replace(done, groups=tuple(replace(r, finding=None) for r in rows))
    if default is not None and default.statistic is None:
        sentences = (default.note, *sentences)
    return replace(done, sentences=sentences)


def compared_with(check: Check) -> dict[str, float | None]:
    """Return the rate of those whom each group is compared with."""
    n, of = check.total_n or 0, check.total_of or 0
    if check.reference is not None:
        rate = next(r.share for r in check.groups if r.group == check.reference)
        return {r.group: rate for r in check.groups}
    return {
        r.group: (n - (r.n or 0)) / (of - (r.of or 0)) if of > (r.of or 0) else None
        for r in check.groups
    }


def _not_known(not_known: NotKnown, n: int, of: int) -> NotKnown:
    """Test the known against the not known, where the not known are counted on both sides."""
    x, size = not_known.n, not_known.of
    if x is None or size is None or not 0 <= x <= size or n > of or size == 0 or of == 0:
        return NotKnown(x, size)
    chi2 = chi_square.pearson_chi2(((n, x), (of - n, size - x)))
    return NotKnown(x, size, mid_p(x, size, n, of) if _sparse(chi2) else chi2.p)


def not_checked(question: CheckQuestion, scope: Scope, why: str) -> Check:
    """Return a check that could not be made, with the reason."""
    check = _check(question, scope, GroupTable((), (), ()))
    return replace(
        check,
        not_known=NotKnown(None, None),
        finding=Finding.NOT_CHECKED,
        sentences=(why,),
    )
