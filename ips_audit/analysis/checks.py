"""Counts to one check: the table, its tests, its finding and its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ips_audit.analysis import tests
from ips_audit.analysis.exact import ExactP, exact_fit_p, exact_p, mid_p
from ips_audit.analysis.findings import SMALL_EXPECTED, question_finding
from ips_audit.analysis.groups import compare_rates, compare_shares
from ips_audit.model import (
    Check,
    Dimension,
    Finding,
    GroupResult,
    NotKnown,
    TestResult,
)
from ips_audit.words import findings as words

STATE_WORDS = {
    tests.TableState.ONE_GROUP: words.NO_TEST_ONE_GROUP,
    tests.TableState.NOBODY: words.NO_TEST_NOBODY,
    tests.TableState.EVERYBODY: words.NO_TEST_EVERYBODY,
}


def test_result(
    name: str, role: str, chi2: tests.ChiSquare, exact: ExactP | None, groups: Sequence[str]
) -> TestResult:
    """Put a chi-square and its exact p into words and numbers for a report."""
    notes = []
    if chi2.state is not tests.TableState.OK:
        notes.append(STATE_WORDS[chi2.state])
    if chi2.dropped:
        dropped = words.listed([groups[i] for i in chi2.dropped])
        notes.append(words.ZERO_GROUPS.format(groups=dropped))
    if chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED:
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
    if chi2.statistic is None or chi2.df is None or name == "goodness of fit":
        return result
    v = tests.cramers_v(chi2.statistic, chi2.n, 2, chi2.df + 1)
    return replace(result, cramers_v=v.corrected, cramers_v_low=v.low, cramers_v_high=v.high)


def rates_test(name: str, role: str, groups: Sequence[str], n: Counts, of: Counts) -> TestResult:
    """Test whether n ÷ of differs between groups; exact p where an expected count is small."""
    table = np.array((n, np.subtract(of, n)))
    chi2 = tests.pearson_chi2(table)
    small = chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED
    return test_result(name, role, chi2, exact_p(table) if small else None, groups)


Counts = Sequence[int]


def outcome_check(
    groups: Sequence[str],
    jobs: Counts,
    people: Counts,
    not_known: tuple[int, int],
    margin: float,
    *,
    service: str,
    dimension: Dimension,
    who: str,
    within: Mapping[str, str] | None = None,
    kind: str = "headline",
    reference: str | None = None,
) -> Check:
    """Decide whether people of each group got jobs equally often.

    Parameters
    ----------
    groups, jobs, people : sequences of equal length
        Names, people with a job, people whose outcome is known.
    not_known : (int, int)
        Jobs and people among those whose group is not known.
    margin : float
        Smallest ratio the user would accept.
    service, dimension, who, within, kind
        Carried into the check.
    reference : str, optional
        Compare with this group instead of everyone else.

    Returns
    -------
    Check
    """
    test = rates_test("independence", "default", groups, jobs, people)
    reference = reference if reference in groups else None
    rows = compare_rates(groups, jobs, people, margin, not_known, reference)
    check = Check(
        question="outcome",
        service=service,
        dimension=dimension,
        people=who,
        within=dict(within or {}),
        kind=kind,
        groups=rows,
        not_known=NotKnown(*not_known),
        tests=(test,),
        finding=None,
        sentences=(),
        warnings=() if reference is None else (words.REFERENCE_USED.format(group=reference),),
        reference=reference,
    )
    return _finish(check, margin)


def access_check(
    groups: Sequence[str],
    service_n: Counts,
    caseload_n: Sequence[int | None],
    not_known: tuple[int, int | None],
    margin: float,
    *,
    service: str,
    dimension: Dimension,
    nested: bool = True,
    estimated: bool = False,
    kind: str = "headline",
    reference: str | None = None,
) -> Check:
    """Decide whether people of each group reached the service equally often.

    Parameters
    ----------
    groups, service_n, caseload_n : sequences of equal length
        Names, people in the service, people on the caseload (None where withheld).
    not_known : (int, int or None)
        People whose group is not known, in the service and on the caseload.
    margin : float
        Smallest ratio the user would accept.
    nested : bool
        The people in the service are also counted in the caseload.
    estimated : bool
        The caseload was worked out from percentages.
    kind : str
        "headline" or "exploratory"; only the first gets a finding.
    reference : str, optional
        Compare with this group instead of everyone else. Only where rates are compared:
        shares of one whole cannot be set against a single group.

    Returns
    -------
    Check
        With the three sums, one of which has the role "default".
    """
    names, o, b, warnings = _comparable(groups, service_n, caseload_n)
    over = [g for g, x, y in zip(names, o, b, strict=True) if x > y]
    fits = all(y > 0 or x == 0 for x, y in zip(o, b, strict=True))
    if over and nested and not estimated:
        warnings.append(words.NOT_NESTED.format(groups=words.listed(over)))
    if estimated:
        warnings.append(words.PERCENTAGES)
    default = (
        "goodness of fit"
        if estimated or (nested and over)
        else "accessed v not"
        if nested
        else "two samples"
    )
    results = _three_sums(names, o, b, default, fits and not over, fits)
    known_pair = (
        None
        if not_known[1] is None or not_known[0] > not_known[1]
        else (not_known[0], not_known[1])
    )
    if default == "accessed v not":
        reference = reference if reference in names else None
        rows = compare_rates(names, o, b, margin, known_pair, reference)
    elif default == "two samples" or fits:
        rows = compare_shares(names, o, b, margin, fit=default == "goodness of fit")
    else:
        rows = tuple(GroupResult(g, x, y) for g, x, y in zip(names, o, b, strict=True))
    if default != "accessed v not" and reference is not None:
        warnings.append(words.NO_REFERENCE.format(group=reference))
        reference = None
    elif reference is not None:
        warnings.append(words.REFERENCE_USED.format(group=reference))
    check = Check(
        question="access",
        service=service,
        dimension=dimension,
        people="everyone",
        within={},
        kind=kind,
        groups=_with_shares(rows),
        not_known=NotKnown(*not_known),
        tests=results,
        finding=None,
        sentences=(),
        warnings=tuple(warnings),
        reference=reference,
    )
    return _finish(check, margin)


def _comparable(
    groups: Sequence[str], o: Counts, b: Sequence[int | None]
) -> tuple[list[str], list[int], list[int], list[str]]:
    """Leave out groups whose caseload is not known, and say so."""
    missing = [g for g, y in zip(groups, b, strict=True) if y is None]
    kept = [(g, x, y) for g, x, y in zip(groups, o, b, strict=True) if y is not None]
    warnings = [words.WITHHELD.format(groups=words.listed(missing))] if missing else []
    return [k[0] for k in kept], [k[1] for k in kept], [k[2] for k in kept], warnings


def _three_sums(
    names: Sequence[str], o: Counts, b: Counts, default: str, nested: bool, fits: bool
) -> tuple[TestResult, ...]:
    """Make the three chi-squares of access, each named for what it is."""

    def role(name: str) -> str:
        return "default" if name == default else "other"

    out: list[TestResult] = []
    if nested:
        out.append(rates_test("accessed v not", role("accessed v not"), names, o, b))
    if fits:
        chi2 = tests.goodness_of_fit(o, b)
        small = chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED
        exact = exact_fit_p(o, b) if small else None
        out.append(test_result("goodness of fit", role("goodness of fit"), chi2, exact, names))
    table = np.array((o, b)) if names else np.zeros((2, 0))
    chi2 = tests.pearson_chi2(table)
    small = chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED
    exact = exact_p(table) if small else None
    out.append(test_result("two samples", role("two samples"), chi2, exact, names))
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
    if check.kind == "headline":
        done = replace(done, finding=question_finding(rows, default))
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
    chi2 = tests.pearson_chi2(((n, x), (of - n, size - x)))
    small = chi2.smallest_expected is not None and chi2.smallest_expected < SMALL_EXPECTED
    return NotKnown(x, size, mid_p(x, size, n, of) if small else chi2.p)


def not_checked(question: str, service: str, dimension: Dimension, who: str, why: str) -> Check:
    """Return a headline check that could not be made, with the reason."""
    return Check(
        question=question,
        service=service,
        dimension=dimension,
        people=who,
        within={},
        kind="headline",
        groups=(),
        not_known=NotKnown(None, None),
        tests=(),
        finding=Finding.NOT_CHECKED,
        sentences=(why,),
    )
