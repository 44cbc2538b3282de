"""What a closed tab held is gone soon, while another goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import free_port, running

from ips_audit.words import page as words

pytestmark = pytest.mark.browser

BRIEF = str(Path(__file__).parent / "brief_app.py")
SOON = 10_000  # milliseconds


def test_a_closed_tab_is_forgotten_while_another_goes_on(browser: Any) -> None:
    with running(free_port(), "-m", "streamlit", "run", BRIEF) as address:
        one, other = browser.new_context(), browser.new_context()
        leaving, staying = one.new_page(), other.new_page()
        leaving.goto(address)
        leaving.get_by_role("button", name=words.DEMO).click(timeout=SOON)
        leaving.get_by_text("Step 2 of 4").wait_for(timeout=SOON)
        staying.goto(address)
        staying.get_by_text("Audits held at step 1: 1.").wait_for(timeout=SOON)
        one.close()
        staying.wait_for_timeout(2_500)
        staying.get_by_role("button", name=words.DEMO).click(timeout=SOON)
        staying.get_by_text("Audits held at step 2: 1.").wait_for(timeout=SOON)
        other.close()
