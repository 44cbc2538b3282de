"""Long work tells how far it is, and ends when nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples import LONDON
from streamlit.testing.v1 import AppTest

from ips_audit.analysis.audit import audit
from ips_audit.intake.files.reading import open_source
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import Prepared, Settings
from ips_audit.progress import Progress, silent
from ips_audit.ui import audit_of_session, sources
from ips_audit.ui.server import long_work
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]
Told = list[tuple[int, int, str]]


class Leave(Exception):
    """What the page raises when a button was pressed."""


def prepared(progress: Progress) -> Prepared:
    paths = (LONDON / "cnwl_service.xlsx", LONDON / "wwt_service.csv")
    tables = [
        t for p in paths
        for t in choose_tables(p.name, open_source(p.name, p.read_bytes()), "service").tables
    ]  # fmt: skip
    return prepare(tables, [], Settings(), progress)


def audited(progress: Progress) -> object:
    ready = prepared(lambda *_: None)
    assert ready.people is not None
    return audit(ready.people, ready.caseload, ready.settings, progress=progress)


def read(progress: Progress) -> object:
    return sources.read("two.csv", lambda: b"a\n1", progress)


TASKS = pytest.mark.parametrize(
    "task, says",
    [
        (read, "Reading two.csv …"),
        (prepared, "Matching the columns of wwt_service.csv (table 2 of 2) …"),
        (audited, "Comparing groups (table 3 of"),
    ],
)


@TASKS
def test_each_task_tells_what_it_does_and_how_far_it_is(
    task: Callable[[Progress], object], says: str
) -> None:
    told: Told = []
    task(lambda *now: told.append(now))
    assert any(says in what for _, _, what in told)
    assert len({(done, of) for done, of, _ in told}) > 1
    assert all(0 <= done <= of for done, of, _ in told)


@TASKS
def test_each_task_ends_when_nobody_waits_for_it(
    task: Callable[[Progress], object], says: str
) -> None:
    told: Told = []

    def leave(*now: Any) -> None:
        told.append(now)
        raise Leave

    with pytest.raises(Leave):
        task(leave)
    assert len(told) == 1


def test_a_report_is_the_same_whoever_is_told() -> None:
    assert audited(lambda *_: None) == audited(silent)


def test_quick_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(long_work.Work, "_draw")
    assert long_work.work("Adding", lambda tell: 1 + 1) == 2


def test_what_the_task_raises_is_raised_to_the_page() -> None:
    def task(tell: Progress) -> None:
        raise ValueError("the file is empty")

    with pytest.raises(ValueError, match="the file is empty"):
        long_work.work("Reading", task)


def test_reading_and_matching_may_both_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*given: Any) -> Any:
            threading.Event().wait(2 * long_work.QUICK)
            return make(*given)

        return made

    monkeypatch.setattr(sources, "read", slow(sources.read))
    monkeypatch.setattr(audit_of_session, "_prepare", slow(audit_of_session._prepare))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    path = LONDON / "wwt_service.csv"
    app.file_uploader[0].upload(path.name, path.read_bytes(), "text/csv").run()
    next(b for b in app.button if b.label == words.CONTINUE).click().run()
    assert not app.exception and not app.error
    assert app.header[0].value == words.STEP.format(n=2, name=words.STEPS[1])


def test_a_page_that_moves_on_ends_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    ended = threading.Event()

    def draw(work: long_work.Work[None], stop: object) -> None:
        seen.append(work._told[2])
        raise Leave

    def task(tell: Progress) -> None:
        try:
            for i in range(100_000):
                tell(i, 100_000, f"Table {i}")
                ended.wait(0.001)
        finally:
            ended.set()

    monkeypatch.setattr(long_work, "QUICK", 0.05)
    monkeypatch.setattr(long_work.Work, "_draw", draw)
    with pytest.raises(Leave):
        long_work.work("Counting", task)
    assert seen[0].startswith("Table ")
    assert ended.wait(5)


def test_a_page_that_is_drawn_again_waits_for_the_same_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []
    ready = threading.Event()

    def draw(work: long_work.Work[int], stop: object) -> None:
        raise Leave

    def task(tell: Progress) -> int:
        begun.append(1)
        ready.wait(10)
        return len(begun)

    monkeypatch.setattr(long_work, "QUICK", 0.05)
    monkeypatch.setattr(long_work.Work, "_draw", draw)
    work = long_work.Work("Reading", task)
    for _ in range(2):
        with pytest.raises(Leave):
            work.result()
    ready.set()
    monkeypatch.setattr(long_work, "QUICK", 10)
    assert work.result() == 1
