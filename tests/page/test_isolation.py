"""Nothing that one person gave stays where another's session could reach it."""

from __future__ import annotations

import ast
import gc
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.app_test import TESTING_KEY

from ips_audit.intake.files.cell_rows import CellRows
from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.text_files import TextRows
from ips_audit.intake.people.all_rows import Rows
from ips_audit.model import AuditReport, People, Prepared
from ips_audit.ui.sources import Source
from ips_audit.ui.state import KEY, State
from ips_audit.words import page as words
from ips_audit.words import results

ROOT = Path(__file__).parents[2]


def shared_functions() -> list[tuple[str, ast.FunctionDef, set[str]]]:
    """Return every function with a decorator that keeps results, in any form."""
    found = []
    for path in (ROOT / "ips_audit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                kinds = {ast.unparse(d).split("(")[0].split(".")[-1] for d in node.decorator_list}
                kept = kinds & {"cache", "lru_cache", "cache_data", "cache_resource"}
                if kept:
                    found.append((path.name, node, kept))
    return found


def test_caches_shared_by_sessions_hold_only_what_comes_with_the_program() -> None:
    found = shared_functions()
    assert found
    for name, function, kept in found:
        assert not kept & {"cache_data", "cache_resource"}, (name, function.name)
        assert name in {"codelists.py", "stories.py", "noise.py"}, (name, function.name)


def held() -> list[object]:
    """Return all people, reports and used states that the process still holds."""
    gc.collect()
    return [
        o for o in gc.get_objects()
        if isinstance(o, (Prepared, AuditReport))
        or (isinstance(o, State) and (o.service or o.caseload or o.ready))
    ]  # fmt: skip


def held_people() -> list[object]:
    """Return all rows and people that the process still holds."""
    gc.collect()
    return [o for o in gc.get_objects() if isinstance(o, (People, Rows, CellRows, TextRows, Codes))]


def button(page: AppTest, label: str) -> None:
    next(b for b in page.button if b.label == label).click()
    page.run()
    assert not page.exception


def test_results_are_looked_at_without_the_people() -> None:
    """What a session holds then is the report and the files as given, whatever their length."""
    before = {id(o) for o in held_people()}
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for label in (words.DEMO, words.CONTINUE):
        button(page, label)
    assert any(id(o) not in before for o in held_people())
    button(page, words.RESULTS)
    assert [type(o).__name__ for o in held_people() if id(o) not in before] == []
    state = page.session_state[KEY]
    given = [s.book for s in (*state.service, *state.caseload)]  # read again when asked for
    assert all(len(b.shown[0].rows) > 1 for b in given)
    button(page, words.BACK)
    assert page.header[0].value == words.STEP.format(n=3, name=words.STEPS[2])
    button(page, words.RESULTS)
    assert page.header[0].value == words.STEP.format(n=4, name=words.STEPS[3])


def test_start_again_leaves_nothing_of_an_audit_in_the_process() -> None:
    before = {id(o) for o in held()}
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for label in (words.DEMO, words.CONTINUE, words.RESULTS):
        button(page, label)
    assert any(isinstance(o, AuditReport) and id(o) not in before for o in held())
    button(page, results.TAKE)  # its buttons build files of the report
    button(page, words.START_AGAIN)
    del page.session_state[TESTING_KEY]  # what the test itself keeps of every select box
    left = [type(o).__name__ for o in held() if id(o) not in before]
    assert left == []


def test_a_text_is_kept_in_little_room_and_read_again() -> None:
    data = b"Ethnicity,Gender\n" + b"White,Male\nAsian,Female\n" * 500
    source = Source("x.csv", data)
    rows = [*source.book.shown[0].rows]
    folded = source.folded()
    assert folded is not None
    assert len(folded) < len(data) / 5
    source.let_go(folded)
    assert [*source.book.shown[0].rows] == rows
    assert source.folded() == folded
