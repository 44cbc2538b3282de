"""One page for each person in a room."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from test_scenario import report

from ips_audit.demonstrations.stories import stories
from ips_audit.model import ETHNIC_GROUP
from ips_audit.outputs.handout import build_handout, handout_name
from ips_audit.outputs.marks import file_name
from ips_audit.outputs.takeaway import KINDS, build_file
from ips_audit.words import outputs, trainer


def text(slug: str, with_findings: bool) -> tuple[Any, str]:
    document = docx.Document(
        io.BytesIO(build_handout(report(slug), stories()[slug], with_findings))
    )
    return document, "\n".join(p.text for p in document.paragraphs)


@pytest.mark.parametrize("slug", stories())
def test_a_handout_holds_the_story_and_its_badge(slug: str) -> None:
    document, said = text(slug, False)
    story = stories()[slug]
    assert story.title in said and story.background in said
    assert all(q in said for q in story.questions)
    assert outputs.MADE_UP in said
    assert outputs.MADE_UP in document.sections[0].footer.paragraphs[0].text
    assert "demonstration" in handout_name(story) and handout_name(story).endswith(".docx")
    exact = report(slug)
    services = [p for p in exact.who if p.service != "All services"]
    assert len(document.tables) == len(services)
    for table, profile in zip(document.tables, services, strict=True):
        people = {r.cells[0].text: r.cells[2].text for r in table.rows[1:]}
        assert people == {
            g.group: f"{g.n:,}" for g in profile.counts[ETHNIC_GROUP].groups if g.group in people
        }
        assert len(people) == 5


def test_each_download_of_a_story_says_that_its_people_are_made_up() -> None:
    made = report("too-small-to-tell")
    files = {kind: build_file(made, kind) for kind in KINDS}
    assert all("_demonstration." in file_name(made, kind) for kind in KINDS)
    assert json.loads(files["json"])["demonstration"] == "too-small-to-tell"
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as folder:
        assert folder.namelist() and all("_demonstration." in n for n in folder.namelist())
    word = docx.Document(io.BytesIO(files["word"]))
    assert outputs.MADE_UP in "\n".join(p.text for p in word.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(files["workbook"]))
    for sheet in book:
        said = " ".join(str(c.value) for row in sheet.iter_rows(max_row=8) for c in row)
        assert outputs.MADE_UP in said, sheet.title
    book.close()


def test_findings_stand_in_it_only_when_the_room_is_ready() -> None:
    _, hidden = text("outcomes-differ", False)
    _, shown = text("outcomes-differ", True)
    assert trainer.AUDIT_SAYS not in hidden and "gap was found" not in hidden
    assert trainer.AUDIT_SAYS in shown and "A gap was found" in shown


def test_a_handout_is_never_made_of_a_users_own_people() -> None:
    own = dataclasses.replace(report("outcomes-differ"), demonstration=None)
    with pytest.raises(ValueError, match="demonstration"):
        build_handout(own, stories()["outcomes-differ"], True)
