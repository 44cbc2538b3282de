"""The way into a job and on: who was referred, joined, got a job and was still in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from ips_audit.dimensions import Dimension

if TYPE_CHECKING:  # the page's first step needs no arrays
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from ips_audit.model.people import Coded


class PathStep(StrEnum):
    """The steps of the path, in their order; a file may tell of some of them only."""

    REFERRED = "referred"
    ACCEPTED = "accepted"
    JOINED = "joined"
    JOB = "job"
    WEEKS_13 = "13 weeks in work"
    WEEKS_26 = "26 weeks in work"


class Reached(IntEnum):
    """Where somebody is at one step."""

    NOT_HERE = 0  # did not come as far as the step before
    NO = 1  # had time for the step and did not take it
    YES = 2  # had time for the step and took it
    NOT_YET = 3  # the time for the step has not yet come
    EARLY = 4  # took it, although others who came as late had no time for it yet
    NOT_KNOWN = 5  # came as far as the step before; the file does not say what followed


@dataclass(frozen=True)
class Reasons:
    """Why people did not go on: `codes` index `names`; -1 where there is no reason."""

    names: tuple[str, ...]
    codes: NDArray[np.int16]


@dataclass(frozen=True)
class PathPeople:
    """The people of the path, as columns of equal length: one entry a person.

    Everybody whose first step lies in the period is here, whether or not they joined the
    service: so they are not the same people as in `People`. No names, references or dates.

    Attributes
    ----------
    steps : tuple of PathStep
        Those that the file tells of, in order. Everybody took the first.
    services : tuple of str
    service : ndarray of int16
    coded : mapping of Dimension to Coded
        The dimensions that people are compared by, ethnic group first.
    reached : mapping of PathStep to ndarray of int8
        A `Reached` each, for every step of `steps`.
    weight : ndarray of int64
        How many people an entry stands for.
    key : ndarray of uint64 or None
        As in `People`.
    followed_to : date or None
        The last day of which the file tells.
    declined : Reasons or None
        Why people were not accepted.
    left : Reasons or None
        Why people left the service without a job.
    together : PathPeople or None
        All services as one, where somebody is in several of them.
    """

    steps: tuple[PathStep, ...]
    services: tuple[str, ...]
    service: NDArray[np.int16]
    coded: Mapping[Dimension, Coded]
    reached: Mapping[PathStep, NDArray[np.int8]]
    weight: NDArray[np.int64]
    key: NDArray[np.uint64] | None = None
    followed_to: date | None = None
    declined: Reasons | None = None
    left: Reasons | None = None
    together: PathPeople | None = None
