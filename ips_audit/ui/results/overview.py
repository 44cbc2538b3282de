"""The first screen of the results: the answer in a sentence, and every question beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from ips_audit.model import AuditReport, Check
from ips_audit.outputs.marks import period
from ips_audit.outputs.overview import overview, service_name, short_test
from ips_audit.ui.results import places
from ips_audit.words import findings, path
from ips_audit.words import results as words
from ips_audit.words.answer import answer_of


def draw(report: AuditReport) -> None:
    """Draw the answer and the table of all questions, each cell a link to its card.

    Parameters
    ----------
    report : AuditReport
    """
    first, *more = answer_of(report)
    said = [f'<p class="answer">{escape(first)}</p>']
    if more:
        said.append(f'<p class="more">{escape(" ".join(more))}</p>')
    st.html(f'<h3 class="quiet">{words.WHAT_WAS_FOUND}</h3>{"".join(said)}')
    st.html(table(report))
    st.caption(" ".join((_scope(report), _late(report))))


def table(report: AuditReport) -> str:
    """Return the overview as HTML, each cell a link to its card."""
    found = overview(report)
    head = "".join(f'<th scope="col">{escape(service_name(s))}</th>' for s in found.services)
    rows = "".join(
        _row(question, [_cell(report, check) for check in checks])
        for question, checks in zip(found.questions, found.checks, strict=True)
    )
    if report.paths:
        what, by = path.ROW
        named = what, by.format(dimension=report.paths[0].dimension)
        rows += _row(named, [_path_cell(report, service) for service in found.services])
    return (
        f'<div class="overview" role="region" tabindex="0" aria-label="{words.SCROLLS}"><table>'
        f'<caption>{words.CAPTION}</caption><thead><tr><th scope="col">{words.QUESTION_COLUMN}'
        f"</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(question: tuple[str, str], cells: Sequence[str]) -> str:
    what, by = question
    head = f'<th scope="row"><b>{escape(what)}</b><span>{escape(by)}</span></th>'
    return f"<tr>{head}{''.join(cells)}</tr>"


def _cell(report: AuditReport, check: Check | None) -> str:
    if check is None:
        return "<td></td>"
    said = words.cell_words(check)
    return _linked(places.place_of(report, check), said, short_test(check))


def _path_cell(report: AuditReport, service: str) -> str:
    walked = next((p for p in report.paths if p.service == service), None)
    if walked is None:
        return "<td></td>"
    said = words.CellWords(*path.cell(walked))
    return _linked(places.place_of_path(report, walked), said, "")


def _linked(place: places.Place, said: words.CellWords, more: str) -> str:
    """Return a cell that leads to a card."""
    lines = "".join(f"<span>{escape(x)}</span>" for x in (said.about, more) if x)
    return (
        f'<td class="weight{said.weight}"><a href="#{escape(place.slug)}">'
        f"<b>{escape(said.finding)}</b>{lines}</a></td>"
    )


def _scope(report: AuditReport) -> str:
    """Say whom the audit is about, and when."""
    people = findings.people(report.who[-1].people or 0)
    return f"{period(report)}; {people}." if period(report) else f"{people}."


def _late(report: AuditReport) -> str:
    return findings.late_sentence(report.tests_made, report.expected_by_chance)
