"""Make the teaching stories: made-up services, each with a service file and a caseload file.

Run ``python sample_data/make_stories.py [FOLDER]``; the same files come out every time.
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from london_2019_printed import GROUPS, NOT_KNOWN
from make_london_2019 import HEADINGS
from make_path_rows import PATH_HEADINGS, path_rows
from make_path_rows import Path as Steps
from write_files import write_csv

LABELS = (*GROUPS, NOT_KNOWN)
# Group by group in the order of LABELS: caseload, people in the service, people with a job.
Counts = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Expected:
    """The finding that the audit gives of one service, by ethnic group; a test holds it."""

    service: str
    question: str  # "access" | "outcome"
    finding: str
    lower: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpectedStep:
    """A step of the path at which groups fall behind."""

    service: str
    step: str
    lower: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """What a story's files hold and what a group may find in them."""

    slug: str
    address: str  # in links and file names: like the title, it does not give the answer away
    title: str
    background: str
    expected_finding: str
    expected: tuple[Expected, ...]
    questions: tuple[str, ...]
    services: dict[str, Counts]  # empty where the files are made otherwise
    service_files: tuple[str, ...] = ()
    caseload_files: tuple[str, ...] = ()
    path: dict[str, tuple[tuple[int, ...], Steps]] = field(default_factory=dict)  # with caseload
    expected_steps: tuple[ExpectedStep, ...] = ()


GAP, OPEN, NO_GAP = (
    "a gap was found",
    "no gap found, but one cannot be ruled out",
    "no gap of that size in any group",
)
ASIAN, BLACK = GROUPS[1], GROUPS[2]

STORIES = (
    Story(
        "london-2019",
        "london-2019",
        "The 2019 London study",
        "Perkins and colleagues asked whether two London services reach people of every ethnic "
        "group. The people here are made up. Their totals match the tables that were printed.",
        "Access: one service differs by group, with none shown to be lower; in the other a gap "
        "was found for people in the group Other. Jobs: no gap is found, but none can be ruled "
        "out.",
        (
            Expected("CNWL IPS", "access", "groups differ; none shown to be lower"),
            Expected("WWT IPS", "access", GAP, ("Other",)),
            Expected("CNWL IPS", "outcome", OPEN),
            Expected("WWT IPS", "outcome", OPEN),
        ),
        (
            "Why should you read each service before the total?",
            "Why might “Other” mean different people in two record systems?",
            "What would you need to know before you say that jobs do not differ?",
        ),
        {},
        ("london_2019/cnwl_service.xlsx", "london_2019/wwt_service.csv"),
        ("london_2019/caseload.xlsx",),
    ),
    Story(
        "one-group-not-reached",
        "harbour",
        "Harbour IPS",
        "Harbour IPS works in four community teams. Staff feel that everyone is welcome. "
        "Nobody has compared the people who come with the people on the teams' caseload.",
        "Access: a gap was found for Asian/Asian British people. Jobs: no clear difference.",
        (
            Expected("Harbour IPS", "access", GAP, (ASIAN,)),
            Expected("Harbour IPS", "outcome", OPEN),
        ),
        (
            "Who decides that a person hears about the service?",
            "What would you ask the teams before you change anything?",
            "Could the way ethnicity is recorded explain this?",
        ),
        {
            "Harbour IPS": (
                (1200, 600, 400, 200, 200, 100),
                (190, 34, 66, 31, 32, 12),
                (68, 12, 23, 11, 12, 4),
            )
        },
    ),
    Story(
        "outcomes-differ",
        "riverside",
        "Riverside IPS",
        "Riverside IPS reaches people in step with the caseload. "
        "The team now asks what happens after people start.",
        "Access: no clear difference. Jobs: a gap was found for Black/Black British people.",
        (
            Expected("Riverside IPS", "access", OPEN),
            Expected("Riverside IPS", "outcome", GAP, (BLACK,)),
        ),
        (
            "What happens between starting and getting a job?",
            "Which employers does the team talk to, and about whom?",
            "Which other explanation would you check first?",
        ),
        {
            "Riverside IPS": (
                (1600, 800, 800, 300, 300, 150),
                (247, 112, 118, 41, 49, 20),
                (104, 46, 22, 16, 21, 8),
            )
        },
    ),
    Story(
        "too-small-to-tell",
        "meadow",
        "Meadow IPS",
        "Meadow IPS is a new service with two employment specialists. "
        "After its first year the manager wants to report on equality.",
        "No gap is found, but none can be ruled out. Several groups are too few to judge.",
        (
            Expected("Meadow IPS", "access", OPEN),
            Expected("Meadow IPS", "outcome", OPEN),
        ),
        (
            "What may the manager say in the report, and what not?",
            "How many people would the service need to know more?",
            "What else can a small service do to find out?",
        ),
        {"Meadow IPS": ((320, 60, 45, 20, 15, 20), (26, 5, 4, 2, 1, 2), (9, 2, 1, 1, 0, 1))},
    ),
    Story(
        "large-enough-to-rule-a-gap-out",
        "five-counties",
        "Five Counties IPS",
        "Five counties pool one year of data from all their IPS services. "
        "They ask whether any group is reached, or gets jobs, clearly less than the others.",
        "No gap of the size of the margin (four-fifths) in any group, for access and for jobs.",
        (
            Expected("Five Counties IPS", "access", NO_GAP),
            Expected("Five Counties IPS", "outcome", NO_GAP),
        ),
        (
            "Why can this audit say more than a small one?",
            "What does it still not tell you about each county?",
            "Is four-fifths the right margin for you?",
        ),
        {
            "Five Counties IPS": (
                (8000, 3600, 3600, 2600, 2600, 900),
                (1588, 731, 709, 533, 512, 140),
                (631, 297, 280, 216, 201, 52),
            )
        },
    ),
    Story(
        "disappears-when-separated",
        "north-and-south",
        "North IPS and South IPS",
        "North IPS and South IPS report together. North has more places for its caseload. "
        "Most White people are on North's caseload; most Black/Black British people on South's.",
        "Together, Black/Black British people seem to be reached and to get jobs less. "
        "In each service on its own there is no such difference.",
        (
            Expected("North IPS", "access", OPEN),
            Expected("South IPS", "access", OPEN),
            Expected("All services", "access", GAP, (BLACK,)),
            Expected("North IPS", "outcome", OPEN),
            Expected("South IPS", "outcome", OPEN),
            Expected("All services", "outcome", GAP, (BLACK,)),
        ),
        (
            "Which table would you have shown the board?",
            "Why does the total mislead here?",
            "The services differ in places: is that a question of equality too?",
        ),
        {
            "North IPS": (
                (2000, 300, 200, 100, 100, 60),
                (596, 94, 61, 27, 33, 15),
                (297, 49, 29, 14, 16, 7),
            ),
            "South IPS": (
                (500, 300, 1500, 100, 100, 60),
                (52, 27, 151, 12, 9, 5),
                (11, 5, 29, 3, 2, 1),
            ),
        },
    ),
    Story(
        "ethnicity-unknown-for-a-third",
        "castle",
        "Castle IPS",
        "Castle IPS takes referrals by telephone. "
        "For one person in three, nobody has asked for the ethnic group.",
        "The known part shows no clear difference, but the unknown third could hide one.",
        (
            Expected("Castle IPS", "access", OPEN),
            Expected("Castle IPS", "outcome", OPEN),
        ),
        (
            "Who is likely to be missing?",
            "How far could the missing third change the answer?",
            "How would you ask, and who should ask?",
        ),
        {
            "Castle IPS": (
                (1000, 400, 300, 150, 150, 150),
                (112, 41, 35, 18, 14, 110),
                (43, 14, 13, 7, 5, 36),
            )
        },
    ),
    Story(
        "accepted-less-often",
        "bridge",
        "Bridge IPS",
        "Bridge IPS has written down every referral of a year, and what became of it. Community "
        "teams refer people of every ethnic group alike. A panel decides who is taken on.",
        "Access: a gap was found for Black/Black British people. The path names the step: they "
        "are referred as often as others, and accepted less often. After that no gap is found.",
        (
            Expected("Bridge IPS", "access", GAP, (BLACK,)),
            Expected("Bridge IPS", "outcome", OPEN),
        ),
        (
            "Without the path, where would you have looked for the reason?",
            "What would you ask the panel, and what do the reasons tell?",
            "Why are people who joined last month left out of the step to a job?",
        ),
        {},
        path={
            "Bridge IPS": (
                (1100, 440, 400, 160, 180, 80),
                Steps(
                    (440, 176, 160, 64, 72, 32),
                    (312, 122, 70, 45, 52, 22),
                    (281, 110, 63, 41, 46, 20),
                    (112, 42, 26, 17, 17, 7),
                    (85, 32, 19, 13, 12, 5),
                    (69, 25, 15, 11, 9, 4),
                ),
            )
        },
        expected_steps=(ExpectedStep("Bridge IPS", "accepted", (BLACK,)),),
    ),
)


def service_rows(
    rng: np.random.Generator, service: str, counts: Counts
) -> list[tuple[object, ...]]:
    """People of one service in a random order, with jobs as counted; the rest is drawn."""
    _, people, jobs = counts
    who = [
        (group, place < got)
        for group, n, got in zip(LABELS, people, jobs, strict=True)
        for place in range(n)
    ]
    rows: list[tuple[object, ...]] = []
    for number, i in enumerate(rng.permutation(len(who)), start=1):
        group, job = who[i]
        # Everyone starts by the end of June, so that all have six months' opportunity.
        start = date(2024, 1, 2) + timedelta(int(rng.integers(0, 180)))
        job_start = start + timedelta(int(rng.integers(14, 180))) if job else None
        gender = "Male" if rng.random() < 0.5 else "Female"
        age = int(rng.integers(18, 65))
        reference = f"DEMO-{service.split()[0].upper()}-{number:04d}"
        answer = "Yes" if job else "No"
        rows.append((reference, service, group, gender, age, start, answer, job_start))
    return rows


def caseload_rows(service: str, counts: Counts) -> list[tuple[object, ...]]:
    """Return the caseload of one service in long form; half are men."""
    caseload = counts[0]
    men = sum(caseload) // 2
    rows: list[tuple[object, ...]] = [
        (service, "Ethnic group", group, n) for group, n in zip(LABELS, caseload, strict=True)
    ]
    genders = (("Male", men), ("Female", sum(caseload) - men))
    return rows + [(service, "Gender", gender, n) for gender, n in genders]


def main(folder: Path) -> None:
    """Write each story's two files, and stories.json that tells the stories."""
    for seed, story in enumerate(STORIES):
        rng = np.random.default_rng(seed)
        if not (story.services or story.path):
            continue
        people: list[tuple[object, ...]] = [HEADINGS]
        caseload: list[tuple[object, ...]] = [("Service", "Dimension", "Group", "People")]
        for service, counts in story.services.items():
            people += service_rows(rng, service, counts)
            caseload += caseload_rows(service, counts)
        for service, (on_caseload, steps) in story.path.items():
            people = [PATH_HEADINGS, *path_rows(rng, service, LABELS, steps)]
            caseload += caseload_rows(service, (on_caseload, (), ()))
        place = folder / story.slug
        place.mkdir(parents=True, exist_ok=True)
        write_csv(place / "service.csv", people)
        write_csv(place / "caseload.csv", caseload)
    told = [
        {
            "slug": story.slug,
            "address": story.address,
            "title": story.title,
            "background": story.background,
            "expected_finding": story.expected_finding,
            "expected": [asdict(e) for e in story.expected],
            "expected_steps": [asdict(e) for e in story.expected_steps],
            "service_files": story.service_files or [f"stories/{story.slug}/service.csv"],
            "caseload_files": story.caseload_files or [f"stories/{story.slug}/caseload.csv"],
            "questions": list(story.questions),
            "made_up": "Made-up people. Nobody in these files exists.",
        }
        for story in STORIES
    ]
    text = json.dumps({"schema": 1, "stories": told}, indent=2, ensure_ascii=False)
    (folder / "stories.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "stories"
    main(Path(target))
