from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.disclosure.secret import ELSEWHERE
from ips_audit.words import page as words


@pytest.fixture(autouse=True, scope="session")
def secret_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep a secret for the tests, the same on every run; the user's own is left alone."""
    path = tmp_path_factory.mktemp("secret") / "secret.txt"
    path.write_text(bytes(range(32)).hex())
    os.environ[ELSEWHERE] = str(path)
    yield
    del os.environ[ELSEWHERE]


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
