from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.words import page as words


@pytest.fixture(autouse=True)
def no_surprise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the page says that it made a mistake: it never shows the exception itself."""
    run = AppTest._run

    def watched(self: AppTest, *given: Any, **named: Any) -> AppTest:
        done = run(self, *given, **named)
        wrong = [e.value for e in done.error if words.UNEXPECTED in e.value]
        assert not wrong
        return done

    monkeypatch.setattr(AppTest, "_run", watched)
