"""The path of one service as it is reported: each step with its check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ips_audit.dimensions import Dimension
from ips_audit.model.check import Check
from ips_audit.model.path import PathStep


@dataclass(frozen=True)
class StepGroup:
    """One group at one step of the path, beside what its check says; None where hidden.

    `came` took the step, whether or not others had time for it. Those whose time has not yet
    come, and those of whom the file does not say, are outside the check. `reach` is the share
    of all people at the beginning of the path who come so far: the product of the shares of
    the steps up to here.
    """

    group: str
    came: int | None
    not_yet: int | None
    unknown: int | None
    reach: float | None


@dataclass(frozen=True)
class PathStepResult:
    """One step of the path: who took it, of those who took the step before."""

    step: PathStep
    before: PathStep
    check: Check
    groups: tuple[StepGroup, ...]
    all_groups: StepGroup  # people of any known group


@dataclass(frozen=True)
class PathResult:
    """The path of one service, by one dimension.

    Attributes
    ----------
    service : str
    dimension : Dimension
    first : PathStep
        Where everybody of the path begins.
    people : mapping of str to int
        Group -> people at the beginning, *not known* last; None where hidden.
    steps : tuple of PathStepResult
    reasons : mapping
        Why people were not accepted, and why they left without a job: dimension of the reason
        -> group -> reason -> people. Empty in a share-safe release.
    followed_to : date or None
        The last day of which the file tells.
    sentences : tuple of str
    """

    service: str
    dimension: Dimension
    first: PathStep
    people: Mapping[str, int | None]
    steps: tuple[PathStepResult, ...]
    reasons: Mapping[Dimension, Mapping[str, Mapping[str, int]]]
    followed_to: date | None
    sentences: tuple[str, ...]
