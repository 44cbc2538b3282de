"""Hide more counts until none that is small can be worked out from the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.disclosure.linked import Key, Linked, Sum
from ips_audit.disclosure.rules import Rule
from ips_audit.model import Progress, silent
from ips_audit.words import progress as words

# A hidden count is given away if it can be only one number, or only one of these.
SMALL = (1, 4)
LOOKS = 6
LOOKS, FEW, SEED = 12, 3, 5


@dataclass(frozen=True)
class Protected:
    """What may be shown of each count; None where it is hidden."""

    shown: dict[Key, int | None]
    hidden_by_rule: int
    hidden_beside: int


def protect_counts(linked: Linked, rule: Rule, progress: Progress = silent) -> Protected:
    """Hide and round every count, then hide more where sums would give a small one away.

    Parameters
    ----------
    linked : Linked
    rule : Rule
    progress : Progress, optional
        Told of each small count that cannot be worked out.

    Returns
    -------
    Protected

    Notes
    -----
    A reader knows the rule, every number shown and how the counts add up. Each small count
    is safe if the counts could be otherwise in a way that agrees with all of it. Integer
    programmes find such other ways (HiGHS, through scipy).
    """
    by_sum = {what: rule.protect(linked.value(what)) for what in linked.shown.values()}
    first = {what for what, n in by_sum.items() if n is None}
    small = dict.fromkeys([*linked.shown.values(), *linked.derived.values()])
    targets = [s for s in small if s and linked.value(s) <= rule.threshold]
    reader = _Reader(linked, rule, by_sum, first, targets, progress)
    hidden = set(first)
    reader.look_at_many(hidden)
    while (target := reader.given_away(hidden)) is not None:
        hidden.add(reader.best_to_hide(target, hidden))
    shown = {key: None if what in hidden else by_sum[what] for key, what in linked.shown.items()}
    return Protected(shown, len(first), len(hidden) - len(first))


class _Reader:
    """Somebody who knows the rule and the sums, and looks for what a small count can be."""

    def __init__(
        self,
        linked: Linked,
        rule: Rule,
        by_sum: dict[Sum, int | None],
        first: set[Sum],
        targets: list[Sum],
        progress: Progress,
    ) -> None:
        from scipy.sparse import csr_array

        self.sums, self.targets = list(by_sum), targets
        self.values = {s: linked.value(s) for s in (*by_sum, *targets)}
        self.size = len(linked.cells)
        self.most = 2 * sum(linked.cells) + 100  # no reader believes in more people
        fixed = [_minus(a, b) for a, b in (*linked.equal, *linked.at_most)]
        rows = [_dense(s, self.size) for s in (*self.sums, *fixed)]
        self.matrix = csr_array(np.array(rows).reshape(len(rows), self.size))
        self.fixed_low = [0.0] * len(linked.equal) + [-np.inf] * len(linked.at_most)
        self.fixed_high = [0.0] * len(fixed)
        self.range_shown = {s: rule.bounds(n) for s, n in by_sum.items() if n is not None}
        self.range_first = (0, rule.threshold)
        self.first = first
        self.progress = progress
        self.random = np.random.default_rng(1)
        self.seen: dict[Sum, set[int]] = {t: {self.values[t]} for t in targets}

    def look_at_many(self, hidden: set[Sum]) -> None:
        """Clear as many small counts as a few looks at all of them can: it saves single ones."""
        low, high = self._ranges(hidden)
        for _ in range(LOOKS):
            doubtful = [t for t in self.targets if not _safe(self.seen[t])]
            if len(doubtful) > LOOKS:
                weights = self.random.normal(0, 1, len(doubtful))
                mixed = weights @ np.array([_dense(t, self.size) for t in doubtful])
                self._note(self._solve(mixed, low, high, whole=True))

    def given_away(self, hidden: set[Sum]) -> Sum | None:
        """Return a small count that can be worked out, or None."""
        for target in self.targets:
            if not _safe(self.seen[target]):
                self._note(self._otherwise(target, hidden))
                if not _safe(self.seen[target]):
                    return target
        return None

    def best_to_hide(self, target: Sum, hidden: set[Sum]) -> Sum:
        """Return the smallest shown count whose hiding helps; else the smallest that is near."""
        cells = {i for i, _ in target}
        free = sorted(set(self.range_shown) - hidden, key=lambda s: (self.values[s], s))
        near = [s for s in free if cells & {i for i, _ in s}] or free
        for candidate in near:
            found = self._otherwise(target, hidden | {candidate})
            if found is not None:
                self._note(found)
                return candidate
        return near[0]

    def _otherwise(self, target: Sum, hidden: set[Sum]) -> NDArray[np.int64] | None:
        """Return counts that agree with all that is known and leave a reader in doubt, or None."""
        self._tell()
        low, high = self._ranges(hidden)
        value, aim = self.values[target], _dense(target, self.size)
        lowest, highest = SMALL if SMALL[0] <= value <= SMALL[1] else (value, value)
        for sign, enough in ((1.0, lowest - 1), (-1.0, highest + 1)):
            found = self._solve(sign * aim, low, high, whole=False)
            if sign * (aim @ found) > sign * enough + 1e-6:
                continue  # not even in fractions
            cells = np.rint(found)
            if not np.allclose(found, cells, atol=1e-6):
                cells = self._solve(sign * aim, low, high, whole=True)
            if sign * (aim @ cells) <= sign * enough:
                return cells.astype(np.int64)
        return None

    def _note(self, cells: NDArray[np.int64] | NDArray[np.float64] | None) -> None:
        """Remember what each small count is in another way in which all could be."""
        if cells is None:
            return
        for target in self.targets:
            self.seen[target].add(_value(target, cells))
        self._tell()

    def _tell(self) -> None:
        """Tell how many of the small counts cannot be worked out."""
        n, of = sum(_safe(seen) for seen in self.seen.values()), len(self.targets)
        self.progress(n, of, words.PROTECTING.format(n=n, of=of))

    def _ranges(self, hidden: set[Sum]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return lowest and highest value of each row under what is hidden."""
        low, high = [], []
        for s in self.sums:
            least, most = (0, np.inf)
            if s in self.first:
                least, most = self.range_first
            elif s not in hidden:
                least, most = self.range_shown[s]
            low.append(least)
            high.append(most)
        return np.array([*low, *self.fixed_low]), np.array([*high, *self.fixed_high])

    def _solve(
        self,
        objective: NDArray[np.float64],
        low: NDArray[np.float64],
        high: NDArray[np.float64],
        *,
        whole: bool,
    ) -> NDArray[np.float64]:
        """Return cells (whole, or in fractions) that agree with all that is known."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        found = milp(
            objective,
            constraints=LinearConstraint(self.matrix, low, high),
            integrality=np.full(self.size, int(whole)),
            bounds=Bounds(0, self.most),
        )
        if found.x is None:
            raise RuntimeError(f"the true counts agree, yet none were found: {found.message}")
        cells: NDArray[np.float64] = np.rint(found.x) if whole else found.x
        return cells


def _safe(values: set[int]) -> bool:
    """Tell whether a reader is left in doubt about a small count."""
    return len(values) > 1 and not all(SMALL[0] <= v <= SMALL[1] for v in values)


def _value(what: Sum, cells: NDArray[np.int64] | NDArray[np.float64]) -> int:
    return sum(n * int(cells[i]) for i, n in what)


def _minus(one: Sum, other: Sum) -> Sum:
    return (*one, *((i, -n) for i, n in other))


def _dense(what: Sum, size: int) -> NDArray[np.float64]:
    row = np.zeros(size)
    for i, n in what:
        row[i] += n
    return row
