"""Make the people of a path: referred, accepted, joined, in work, still in work."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

PATH_HEADINGS = (
    "Reference", "Service", "Ethnicity", "Gender", "Age", "Referral date", "Referral outcome",
    "Reason not accepted", "Date of first vocational profile", "Job start date", "Job end date",
    "Discharge date", "Discharge reason",
)  # fmt: skip
NOT_ACCEPTED = ("Not eligible", "No place free", "Already in work", "Did not answer")
DISCHARGED = ("No longer wants a job", "Lost contact", "Moved away", "Health")
FIRST, DAYS = date(2023, 4, 3), 360  # referrals of one financial year


@dataclass(frozen=True)
class Path:
    """How many people of each group come how far, in the order of the labels.

    Attributes
    ----------
    referred, accepted, joined, jobs, weeks_13, weeks_26 : tuple of int
    """

    referred: tuple[int, ...]
    accepted: tuple[int, ...]
    joined: tuple[int, ...]
    jobs: tuple[int, ...]
    weeks_13: tuple[int, ...]
    weeks_26: tuple[int, ...]

    @property
    def steps(self) -> tuple[tuple[int, ...], ...]:
        """The counts, one entry a step."""
        return (
            self.referred, self.accepted, self.joined, self.jobs, self.weeks_13, self.weeks_26,
        )  # fmt: skip


def path_rows(
    rng: np.random.Generator, service: str, labels: tuple[str, ...], path: Path
) -> list[tuple[object, ...]]:
    """Return the people of one service in a random order; all but how far they come is drawn."""
    who = [
        (label, sum(place < n for n in came))
        for label, *came in zip(labels, *path.steps, strict=True)
        for place in range(came[0])
    ]
    prefix = f"DEMO-{service.split()[0].upper()}"
    return [
        _row(rng, (f"{prefix}-{number:04d}", service), *who[i])
        for number, i in enumerate(rng.permutation(len(who)), start=1)
    ]


def _row(
    rng: np.random.Generator, named: tuple[str, str], label: str, far: int
) -> tuple[object, ...]:
    """Return one person, with reference and service, who took so many steps from referral on."""
    referred = FIRST + timedelta(int(rng.integers(0, DAYS)))
    decided = referred + timedelta(int(rng.integers(2, 15)))
    start = decided + timedelta(int(rng.integers(4, 22)))
    job = start + timedelta(int(rng.integers(20, 100)))
    about: tuple[object, ...] = (
        *named, label, "Male" if rng.random() < 0.5 else "Female", int(rng.integers(18, 65)),
        referred,
    )  # fmt: skip
    if far == 1:
        return (*about, "Not accepted", str(rng.choice(NOT_ACCEPTED)), *("",) * 5)
    if far == 2:
        return (*about, "Accepted", "", *("",) * 3, decided + timedelta(40), "Lost contact")
    if far == 3:
        left = start + timedelta(int(rng.integers(60, 190)))
        if rng.random() < 0.5:
            return (*about, "Accepted", "", start, "", "", "", "")
        return (*about, "Accepted", "", start, "", "", left, str(rng.choice(DISCHARGED)))
    lasted = {4: (10, 85), 5: (95, 175)}.get(far)
    end = job + timedelta(int(rng.integers(*lasted))) if lasted else ""
    return (*about, "Accepted", "", start, job, end, "", "")
