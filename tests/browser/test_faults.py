"""What a person sees when something breaks, and what a hostile page or name cannot do."""

from __future__ import annotations

import http.client
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from conftest import chooser, go_on, onward

from ips_audit.ui.server.headers import HEADERS
from ips_audit.words import page as words

pytestmark = pytest.mark.browser

LONDON = Path(__file__).parents[2] / "sample_data" / "london_2019"


def to_step(page: Any, step: int) -> None:
    """Go through the demonstration up to a step."""
    page.get_by_role("button", name="See a demonstration").click()
    page.get_by_text("Step 2 of 4").wait_for()
    if step > 2:
        go_on(page, 2)
    if step > 3:
        go_on(page, 3)
        page.get_by_text("Step 4 of 4").wait_for()


@pytest.mark.parametrize("step", [2, 3, 4])
def test_a_reload_begins_anew_and_forgets(page: Any, address: str, step: int) -> None:
    page.goto(address)
    to_step(page, step)
    page.reload()
    page.get_by_text("Step 1 of 4").wait_for()
    assert "made-up people (" not in page.inner_text("body")
    to_step(page, 2)  # and it works again


def test_a_reload_asks_before_own_work_is_lost(page: Any, address: str) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.goto(address)
    chooser(page, "service").set_input_files(str(LONDON / "wwt_service.csv"))
    page.get_by_text("wwt_service.csv").first.wait_for()
    page.wait_for_timeout(800)
    go_on(page, 1)
    page.locator(".unsaved").wait_for(state="attached")
    page.on("dialog", stay)
    page.evaluate("setTimeout(() => location.reload(), 0)")
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert page.get_by_text("Step 2 of 4").count() == 1
    page.get_by_role("button", name=words.START_AGAIN).click()
    page.get_by_role("button", name=words.FORGET).click()
    page.get_by_text("Step 1 of 4").wait_for()
    page.locator(".unsaved").wait_for(state="detached")
    page.reload()  # nothing is left to lose
    page.get_by_text("Step 1 of 4").wait_for()
    assert asked == ["beforeunload"]


def test_a_double_press_leads_one_step_on(page: Any, address: str) -> None:
    for _ in range(3):
        page.goto(address)
        chooser(page, "service").set_input_files(str(LONDON / "wwt_service.csv"))
        page.get_by_text("wwt_service.csv").first.wait_for()
        page.wait_for_timeout(800)
        onward(page, 1).dblclick(delay=60)
        page.get_by_text("Step 2 of 4").wait_for()
        page.wait_for_timeout(1500)
        assert page.get_by_text("Step 2 of 4").count() == 1


def test_a_file_cut_short_gets_one_plain_message(page: Any, address: str) -> None:
    whole = (LONDON / "cnwl_service.xlsx").read_bytes()
    page.goto(address)
    chooser(page, "service").set_input_files(
        {"name": "half.xlsx", "mimeType": "application/octet-stream",
         "buffer": whole[: len(whole) // 2]}
    )  # fmt: skip
    page.get_by_text("half.xlsx").first.wait_for()
    page.wait_for_timeout(800)
    onward(page, 1).click()
    alert = page.locator("[data-testid=stAlert]")
    alert.first.wait_for()
    assert alert.count() == 1 and "half.xlsx" in alert.first.inner_text()
    page.get_by_text("Step 1 of 4").wait_for()


def test_every_answer_carries_the_headers(address: str) -> None:
    for path in ("/", "/_stcore/health", "/nothing-here"):
        with urllib.request.urlopen(address + path) as answer:
            for name, value in HEADERS.items():
                assert answer.headers[name] == value, (path, name)
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_browser_refuses_to_ask_another_computer(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_text("Step 1 of 4").wait_for()
    tried = page.evaluate(
        """async () => {
          let violated = "";
          document.addEventListener("securitypolicyviolation", e => violated = e.violatedDirective);
          let answered = true;
          await fetch("http://localhost:9/").catch(() => answered = false);
          await new Promise(r => setTimeout(r, 200));
          return [answered, violated];
        }"""
    )
    assert tried == [False, "connect-src"]


def asked(address: str, path: str, host: str = "", **headers: str) -> int:
    """Return the status of one request, under another name and with headers if given."""
    place = urlparse(address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=10)
    connection.request("GET", path, headers={"Host": host or place.netloc, **headers})
    status = connection.getresponse().status
    connection.close()
    return status


def live(address: str, host: str, origin: str) -> int:
    """Return the status of a request for the connection that carries a session."""
    return asked(
        address, "/_stcore/stream", host, Origin=origin, Connection="Upgrade",
        Upgrade="websocket", **{"Sec-WebSocket-Version": "13",
                                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="},
    )  # fmt: skip


def test_a_name_that_points_here_from_outside_is_refused(address: str) -> None:
    """A page elsewhere whose name is made to point at this computer reaches nothing."""
    here = urlparse(address).netloc
    assert live(address, here, f"http://{here}") == 101
    assert live(address, "attacker.example", "http://attacker.example") == 400
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        assert asked(address, path) == 200
        assert asked(address, path, "attacker.example") == 400


def test_another_page_of_this_computer_is_refused(address: str) -> None:
    here = urlparse(address).netloc
    for origin in ("http://127.0.0.1:9", "http://localhost:9", "http://10.0.0.7", "null"):
        assert live(address, here, origin) == 403
        assert asked(address, "/_stcore/health", Origin=origin) == 403
