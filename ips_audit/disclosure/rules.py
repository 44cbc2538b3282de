"""Which counts are hidden and how the others are rounded, after all of them have been moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ips_audit.disclosure.noise import SPREAD
from ips_audit.words import disclosure as words


@dataclass(frozen=True)
class Rule:
    """Counts of 0 to `threshold` are hidden; all others are rounded to the nearest `base`."""

    name: str
    threshold: int
    base: int
    source: str

    def shown(self, n: int) -> int | None:
        """Return how a moved count is shown; None where it is hidden."""
        if n <= self.threshold:
            return None
        rounded = (2 * n + self.base) // (2 * self.base) * self.base
        return max(self.base, rounded) if n else 0

    @property
    def error(self) -> float:
        """Standard deviation of a shown count around the true one: moved, then rounded."""
        return float((SPREAD**2 + (self.base**2 - 1) / 12) ** 0.5)


NHS_ENGLAND = Rule("0 to 7 hidden, nearest 5", 7, 5, words.NHS_ENGLAND)
FEWER_THAN_5 = Rule("fewer than 5 hidden, nearest 5", 4, 5, words.MENTAL_HEALTH)
FEWER_THAN_10 = Rule("fewer than 10 hidden, nearest 10", 9, 10, words.RESEARCH_SERVICE)
NONE_HIDDEN = Rule("none hidden, none rounded", -1, 1, words.MOVED_ONLY)
RULES = (NHS_ENGLAND, FEWER_THAN_5, FEWER_THAN_10, NONE_HIDDEN)
BY_HAND = "by hand"
LEAST = {"threshold": 2, "base": 3}
HIGHEST = 100


def rule_of(release: Mapping[str, object]) -> Rule:
    """Return the rule that the settings name; the default where they name none.

    Parameters
    ----------
    release : mapping
        `rule` is a name of `RULES` or "by hand", with whole numbers `threshold` and `base`.

    Raises
    ------
    ValueError
        If the rule is not known or its numbers cannot be used; the message says which.
    """
    name = release.get("rule", NHS_ENGLAND.name)
    if name == BY_HAND:
        threshold, base = release.get("threshold"), release.get("base")
        for key, value in (("threshold", threshold), ("base", base)):
            least = LEAST[key]
            whole = isinstance(value, int) and not isinstance(value, bool)
            if not whole or not least <= int(str(value)) <= HIGHEST:
                raise ValueError(words.BAD_NUMBER.format(key=key, least=least, most=HIGHEST))
        t, b = int(str(threshold)), int(str(base))
        return Rule(words.BY_HAND.format(threshold=t, base=b), t, b, words.OWN_RULE)
    for rule in RULES:
        if rule.name == name:
            return rule
    raise ValueError(words.UNKNOWN_RULE.format(name=name, names="; ".join(r.name for r in RULES)))
