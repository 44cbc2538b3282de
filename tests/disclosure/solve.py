"""What hidden counts can be: all ways in which unknown cells agree with what is said."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tests.disclosure.printed import Cell, Form, Range, value

MOST = 5000  # nobody believes in more people in one cell
APART = 2  # highest less lowest value that leaves the attacker in doubt


class Contradiction(Exception):
    """What is said cannot all be true."""


class Solver:
    """Holds ranges of sums and either-ors, and finds cells that agree with all of them."""

    def __init__(self, ranges: Iterable[Range], either: Iterable[list[list[Range]]]) -> None:
        limits: dict[Form, tuple[float, float]] = {}
        for form, low, high in ranges:
            was = limits.get(form, (-math.inf, math.inf))
            limits[form] = max(was[0], low), min(was[1], high)
        self.limits = limits
        self.either = list(either)
        forms = [*limits, *(f for e in self.either for way in e for f, _, _ in way)]
        self.at: dict[Cell, int] = {}
        for form in forms:
            for c, _ in form:
                self.at.setdefault(c, len(self.at))
        self.size = len(self.at)
        self.highest = self._highest()
        self._rows()
        self.known: dict[tuple[Form, int], int] = {}

    def _highest(self) -> np.ndarray:
        out = np.full(self.size, float(MOST))
        for form, (_, high) in self.limits.items():
            if all(n > 0 for _, n in form):
                for c, n in form:
                    out[self.at[c]] = min(out[self.at[c]], high / n)
        return np.maximum(out, 0)

    def _rows(self) -> None:
        """Write ranges as rows; a switch of 0 or 1 turns on each way of an either-or."""
        at: list[tuple[int, int, float]] = []
        low: list[float] = []
        high: list[float] = []

        def row(form: Form, least: float, most: float, *switches: tuple[int, float]) -> None:
            at.extend((len(low), self.at[c], n) for c, n in form)
            at.extend((len(low), j, v) for j, v in switches)
            low.append(least)
            high.append(most)

        for form, (least, most) in self.limits.items():
            row(form, least, most)
        switch = self.size
        for ways in self.either:
            row((), 1, math.inf, *((switch + k, 1.0) for k in range(len(ways))))
            for k, way in enumerate(ways):
                for form, least, most in way:
                    top = sum(n * self.highest[self.at[c]] for c, n in form if n > 0)
                    bottom = sum(n * self.highest[self.at[c]] for c, n in form if n < 0)
                    if most < top:
                        row(form, -math.inf, top, (switch + k, top - most))
                    if least > bottom:
                        row(form, bottom, math.inf, (switch + k, bottom - least))
            switch += len(ways)
        self.all = switch
        i, j, v = zip(*at, strict=True)
        matrix = coo_array((v, (i, j)), shape=(len(low), switch)).tocsr()
        self.rule = LinearConstraint(matrix, np.array(low), np.array(high))
        self.bounds = Bounds(0, np.append(self.highest, np.ones(switch - self.size)))

    def agrees(self, cells: dict[Cell, int]) -> bool:
        """Tell whether cells agree with all that is said."""

        def within(form: Form, low: float, high: float) -> bool:
            return low <= value(form, cells) <= high

        return all(within(f, *ends) for f, ends in self.limits.items()) and all(
            any(all(within(*r) for r in way) for way in ways) for ways in self.either
        )

    def aim(self, form: Form) -> np.ndarray:
        """Return a sum as an objective."""
        out = np.zeros(self.all)
        for c, n in form:
            if c in self.at:
                out[self.at[c]] = n
        return out

    def look(self, aim: np.ndarray, *, whole: bool) -> tuple[float, dict[Cell, int] | None]:
        """Return the least value of an objective and cells that have it; None: in fractions."""
        found = milp(aim, constraints=self.rule, bounds=self.bounds,
                     integrality=np.full(self.all, int(whole)))  # fmt: skip
        if found.x is None:
            raise Contradiction(found.message)
        near = np.rint(found.x)
        if not whole and not np.allclose(found.x, near, atol=1e-6):
            return float(found.fun), None
        return float(found.fun), {c: int(near[i]) for c, i in self.at.items()}

    def end(self, form: Form, sign: int) -> int:
        """Return the lowest (sign 1) or highest (-1) value of a sum, in fractions rounded in."""
        if (form, sign) not in self.known:
            least, _ = self.look(sign * self.aim(form), whole=False)
            self.known[form, sign] = sign * math.ceil(least - 1e-6)
        return self.known[form, sign]

    def possible(self, targets: dict[Form, int], looks: int = 6) -> dict[Form, tuple[int, int]]:
        """Return lowest and highest value of each small count, or two that are far enough apart.

        Parameters
        ----------
        targets : dict
            Sums and their true values, which are possible.
        looks : int
            Looks at all doubtful ones together, before each is looked at.
        """
        ends = {form: (truth, truth) for form, truth in targets.items()}
        rng = np.random.default_rng(1)

        def narrow(form: Form) -> bool:
            return ends[form][1] - ends[form][0] < APART

        def note(cells: dict[Cell, int] | None) -> None:
            if cells is not None and self.agrees(cells):
                for form, (low, high) in ends.items():
                    one = value(form, cells)
                    ends[form] = min(low, one), max(high, one)

        for _ in range(looks):
            doubtful = [form for form in ends if narrow(form)]
            if len(doubtful) > 3:
                aim = sum(rng.normal(0, 1) * self.aim(form) for form in doubtful)
                note(self.look(aim, whole=True)[1])
        for form in ends:
            for sign in (-1, 1):
                if not narrow(form):
                    break
                least, cells = self.look(sign * self.aim(form), whole=False)
                note(cells)
                reached = ends[form][0] if sign == 1 else -ends[form][1]
                if math.ceil(least - 1e-6) < reached:
                    note(self.look(sign * self.aim(form), whole=True)[1])
        return ends
