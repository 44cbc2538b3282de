"""Planted personal details come back nowhere: page, downloads, process output, folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from results_pages import every_part, go, places
from streamlit.testing.v1 import AppTest

from ips_audit.model import Release
from ips_audit.words import disclosure
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]
PLAIN = ("Client name", "NHS number", "Post code", "E-mail", "Mobile", "Case notes", "Birthday")
UNNAMED = ("Field 1", "Field 2", "Field 3", "Field 4", "Field 5", "Field 6", "Field 7")


def nhs_number(i: int) -> str:
    """Return a made-up number with its check digit, from the range kept for tests."""
    for n in range(999_000_000 + 11 * i, 999_000_000 + 11 * i + 11):
        check = -sum(w * int(d) for w, d in zip(range(10, 1, -1), str(n), strict=True)) % 11
        if check < 10:
            return f"{n}{check}"
    raise AssertionError


def planted(i: int) -> list[str]:
    first, last = f"Zebedee{chr(97 + i % 26)}{chr(97 + i // 26)}", f"Quill{chr(97 + i % 26)}on"
    return [
        f"{first} {last}", nhs_number(i), f"ZQ{i % 9 + 1}{i % 7} 7XJ",
        f"{first.lower()}@canary.example", f"07700 9{i:05}",
        f"Canary{i}: lives with Zebedeus, wants to work in the kitchen of a large hotel nearby",
        f"{i % 28 + 1:02}/07/{1951 + i % 44}",
    ]  # fmt: skip


N = 80
CANARIES = [text for i in range(N) for text in planted(i)[:6]]
PARTS = ("zebede", "quill", "canary", "7xj", "99900", "07700")


@pytest.fixture(params=[PLAIN, UNNAMED], ids=["headed", "unheaded"])
def file(request: Any, tmp_path: Path) -> Path:
    """Write a service file with personal details in seven columns, and in two of reasons."""
    heads = ["Ethnicity", "Gender", "Age", "Referral date", "Start date", "Job outcome",
             "Reason not accepted", "Reason for leaving", *request.param]  # fmt: skip
    rows = [heads]
    for i in range(N):
        ethnic = ("White British", "Indian", "African", "Arab")[i % 4]
        who, *_, note, _ = planted(i)
        joined = i % 5 > 0
        start, job = (f"{i % 28 + 1:02}/03/2019", ("Yes", "No")[i % 2]) if joined else ("", "")
        reasons = ("", note) if joined else ((who, note)[i % 2], "")
        if i >= N - 20:  # many have these, so they are answers
            reasons = ("", "Moved away") if joined else ("Not eligible", "")
        rows.append([ethnic, ("Male", "Female")[i % 2], str(20 + i % 40),
                     f"{i % 28 + 1:02}/02/2019", start, job, *reasons, *planted(i)])  # fmt: skip
    path = tmp_path / "people.csv"
    path.write_text("\n".join(",".join(f'"{c}"' for c in row) for row in rows))
    return path


def leaks(text: str) -> list[str]:
    folded = text.casefold()
    return [part for part in PARTS if part in folded]


def test_the_search_finds_what_is_there(file: Path) -> None:
    assert set(leaks(file.read_text())) == set(PARTS)


def contents(folder: Path) -> str:
    """Return all text below a folder, that inside of zipped files too."""
    out = []
    for path in folder.rglob("*"):
        out.append(path.name)
        if path.is_file():
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as z:
                    out += [z.read(n).decode("utf-8", "replace") for n in z.namelist()]
            else:
                out.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(out)


@pytest.mark.parametrize("extra", [[], ["--team"]], ids=["share-safe", "team"])
def test_command_line_keeps_none(file: Path, tmp_path: Path, extra: list[str]) -> None:
    out, spool = tmp_path / "out", tmp_path / "spool"
    out.mkdir()
    spool.mkdir()
    command = [sys.executable, "-m", "ips_audit", str(file), *extra]
    for option, name in (("json", "a.json"), ("workbook", "a.xlsx"), ("report", "a.docx"),
                         ("csv", "csv"), ("settings-template", "s.json")):  # fmt: skip
        command += [f"--{option}", str(out / name)]
    env = {**os.environ, "TMPDIR": str(spool)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert leaks(done.stdout + done.stderr) == []
    assert leaks(contents(out)) == []
    assert leaks(contents(spool)) == []
    assert "personal details" in done.stderr
    audit = json.loads((out / "a.json").read_text(encoding="utf-8"))
    assert len(audit["checks"]) > 1 and audit["paths"][0]["steps"]
    assert bool(audit["paths"][0]["reasons"]) == bool(extra)


def test_names_that_stand_for_groups_and_services_stay_inside(tmp_path: Path) -> None:
    """A name in a cell of ethnic groups, once answered, and a service of one person."""
    rows = ["Service,Ethnicity,Start date,Job outcome"]
    for i in range(90):
        service = "Quillon's own service" if i == 50 else "North"
        ethnic = planted(1)[0] if i == 7 else ("White British", "Indian")[i % 2]
        rows.append(f"{service},{ethnic},{i % 28 + 1:02}/03/2019,{('Yes', 'No')[i % 2]}")
    people, out, settings = tmp_path / "people.csv", tmp_path / "out", tmp_path / "kept.json"
    people.write_text("\n".join(rows))
    out.mkdir()
    answers = {"ethnicity": {planted(1)[0]: planted(1)[0]}}
    settings.write_text(json.dumps({"ethnic_scheme": "as given", "answers": answers}))
    command = [sys.executable, "-m", "ips_audit", str(people), "--settings", str(settings)]
    for option, name in (("json", "a.json"), ("workbook", "a.xlsx"), ("report", "a.docx"),
                         ("csv", "csv"), ("charts", "charts"),
                         ("settings-template", "s.json")):  # fmt: skip
        command += [f"--{option}", str(out / name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert leaks(done.stdout)  # the screen is the team's
    assert leaks(contents(out)) == []
    kept = json.loads((out / "s.json").read_text(encoding="utf-8"))
    assert kept["ethnic_scheme"] == "as given"


def shown(app: AppTest) -> str:
    """Return everything on the page: text, tables, and what lists offer."""
    parts = [str(app.main), str(app.sidebar)]
    parts += [t.value.to_csv() for t in app.table]
    parts += [" ".join(map(str, s.options)) for s in (*app.selectbox, *app.radio)]
    parts += [c.value for c in app.code]
    return "\n".join(parts)


def test_no_page_shows_one(file: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.file_uploader[0].upload(file.name, file.read_bytes(), "text/csv").run()
    for label in (words.CONTINUE, words.CONTINUE, words.RESULTS):
        next(b for b in app.button if b.label == label).click().run()
        assert not app.exception and not app.error
        assert leaks(shown(app)) == []
    for name in places(app):
        go(app, name)
        assert leaks(shown(app)) == [], name
        for part in every_part(app):
            assert leaks(shown(app)) == [], (name, part)
    go(app, "take")
    next(r for r in app.radio if r.label == disclosure.SWITCH).set_value(Release.TEAM).run()
    assert leaks(shown(app)) == []
    assert leaks(shown(go(app, "print"))) == []


def test_errors_quote_none(file: Path, tmp_path: Path) -> None:
    """A file that stops the audit, with questions or with an error, tells nothing either."""
    lines = file.read_text().splitlines()
    broken = {
        "no ethnic group": [line.split(",", 1)[1] for line in lines],
        "headings twice": [lines[0], lines[0], *lines[1:]],
        "no headings": lines[1:],
        "a quote is not closed": [*lines[:40], lines[40] + '"', *lines[41:]],
        "title with details": ['"Run by zebedee@canary.example"', "", *lines],
    }
    for name, rows in broken.items():
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(rows))
        command = [sys.executable, "-m", "ips_audit", str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert "Traceback" not in done.stderr
        assert leaks(done.stdout + done.stderr) == [], name
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.file_uploader[0].upload(path.name, path.read_bytes(), "text/csv").run()
        for label in (words.CONTINUE, words.CONTINUE):
            button = next((b for b in app.button if b.label == label and not b.disabled), None)
            if button is not None:
                button.click().run()
            assert not app.exception
            assert leaks(shown(app)) == [], name
