"""The fixed words of the field: groups, roles, findings, and who an output is for."""

from __future__ import annotations

from enum import StrEnum

ALL_SERVICES = "All services"
NOT_KNOWN = "Not known"
THIS_SERVICE = "This service"  # a single service without a name
EVERYONE = "everyone"  # whose jobs are compared


class CheckQuestion(StrEnum):
    """What a check asks."""

    ACCESS = "access"
    OUTCOME = "outcome"


class CheckKind(StrEnum):
    """Whether a check was planned, and so carries a finding."""

    HEADLINE = "headline"
    EXPLORATORY = "exploratory"


class NameOfTest(StrEnum):
    """The chi-square tests that a check can rest on."""

    ACCESSED_V_NOT = "accessed v not"
    GOODNESS_OF_FIT = "goodness of fit"
    TWO_SAMPLES = "two samples"
    INDEPENDENCE = "independence"

    @property
    def compares_rates(self) -> bool:
        """Tell whether each group has a rate: only rates can be kept apart and put together."""
        return self in (NameOfTest.ACCESSED_V_NOT, NameOfTest.INDEPENDENCE)


class RoleOfTest(StrEnum):
    """Whether the finding rests on a test."""

    DEFAULT = "default"
    OTHER = "other"


class PMethod(StrEnum):
    """How a p was worked out."""

    CHI_SQUARE = "chi-square"
    EXACT = "exact"
    MONTE_CARLO = "monte carlo"


class CodingStatus(StrEnum):
    """How an answer came to its group."""

    RECOGNISED = "recognised"
    SUGGESTED = "suggested"  # filled in, to be confirmed
    ASK = "ask"  # not known until the user places it
    PLACED = "placed"  # by the user
    NOT_KNOWN = "not known"
    TOTAL = "total"  # the row counts other rows and is nobody


class Release(StrEnum):
    """Who an output is for."""

    TEAM = "team"
    SHARE_SAFE = "share-safe"


class GroupFinding(StrEnum):
    """All that may be said of one group, in the order in which it is decided."""

    TOO_FEW = "too few to judge"
    LOWER = "lower"
    LOWER_WITHIN_MARGIN = "lower, by less than your margin"
    HIGHER = "higher"
    NO_GAP = "no gap of that size"
    POSSIBLE_GAP = "possible gap: look closer"
    CANNOT_TELL = "can't tell"
    WITHHELD = "the exact result is in the team version"  # in a share-safe release only


class Finding(StrEnum):
    """All that may be said of one question."""

    GAP = "a gap was found"
    DIFFER = "groups differ; none shown to be lower"
    NO_GAP = "no gap of that size in any group"
    NOT_RULED_OUT = "no gap found, but one cannot be ruled out"
    NOT_CHECKED = "not checked"
    WITHHELD = "the exact result is in the team version"  # in a share-safe release only
