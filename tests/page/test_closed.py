"""Closed tabs are let go after the time of grace, open ones never."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ips_audit.ui.server import closed_tabs


class Server:
    def __init__(self, *open_tabs: str) -> None:
        self.open, self.gone = set(open_tabs), list[str]()

    def is_active_session(self, session_id: str) -> bool:
        return session_id in self.open

    def close_session(self, session_id: str) -> None:
        self.gone.append(session_id)


class Held:
    def __init__(self) -> None:
        self.itself = self  # only a look for garbage lets go of it


@pytest.fixture(autouse=True)
def two_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(closed_tabs, "_seen", {"a": 0.0, "b": 0.0})
    yield
    gc.unfreeze()


def test_an_open_tab_is_never_closed() -> None:
    server = Server("a", "b")
    for hours in range(5):
        assert closed_tabs.sweep(server, 3600.0 * hours) == 0
    assert server.gone == []


def test_a_closed_tab_goes_once_its_time_of_grace_is_over() -> None:
    server = Server("a", "b")
    closed_tabs.sweep(server, 100)
    server.open.remove("b")
    assert closed_tabs.sweep(server, 100 + closed_tabs.GRACE - 1) == 0
    assert closed_tabs.sweep(server, 100 + closed_tabs.GRACE) == 1
    assert closed_tabs.sweep(server, 100 + 10 * closed_tabs.GRACE) == 0
    assert server.gone == ["b"]


def test_a_tab_that_comes_back_in_time_stays() -> None:
    server = Server("a")
    closed_tabs.sweep(server, closed_tabs.GRACE - 1)
    server.open.add("b")
    closed_tabs.sweep(server, closed_tabs.GRACE + 1)
    server.open.remove("b")
    assert closed_tabs.sweep(server, 2 * closed_tabs.GRACE) == 0
    assert server.gone == []


def test_what_an_open_tab_holds_can_still_go_after_another_was_closed() -> None:
    held = Held()
    watch = weakref.ref(held)
    assert closed_tabs.sweep(Server("a"), 2 * closed_tabs.GRACE) == 1
    del held
    gc.collect()
    assert watch() is None


def test_the_first_session_goes_although_it_was_set_apart_with_the_modules() -> None:
    held = Held()
    watch = weakref.ref(held)
    gc.freeze()
    del held
    closed_tabs.sweep(Server("a"), 2 * closed_tabs.GRACE)
    assert watch() is not None  # somebody is here: what is set apart stays so
    closed_tabs.sweep(Server(), 9 * closed_tabs.GRACE)
    assert watch() is None
