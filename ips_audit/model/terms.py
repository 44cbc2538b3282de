"""The fixed words of the field: groups, roles, findings, and who an output is for."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

ALL_SERVICES = "All services"
NOT_KNOWN = "Not known"
FIVE_GROUPS = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")
GENDERS = ("Male", "Female", "Another gender")
FEWEST_PEOPLE = 10  # a group of fewer is not judged

# Told of long work: how much is done, of how much, and what is done now. It may raise to end it.
Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, what: str) -> None:
    """Tell nobody how far the work is."""


class Dimension(StrEnum):
    """What people are grouped by."""

    ETHNIC_GROUP = "ethnic group"
    GENDER = "gender"


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


class Finding(StrEnum):
    """All that may be said of one question."""

    GAP = "a gap was found"
    DIFFER = "groups differ; none shown to be lower"
    NO_GAP = "no gap of that size in any group"
    NOT_RULED_OUT = "no gap found, but one cannot be ruled out"
    NOT_CHECKED = "not checked"
