"""The first screen of the results: the answer in a sentence, and every question beside it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ips_audit.model import AuditReport, Check
from ips_audit.outputs.marks import period
from ips_audit.outputs.overview import overview, service_name, short_test
from ips_audit.words import findings
from ips_audit.words import results as words

Address = Callable[[Check], str]


def draw(report: AuditReport, address: Address) -> None:
    """Draw the answer and the table of all questions.

    Parameters
    ----------
    report : AuditReport
    address : callable
        Check -> name of its card in the address.
    """
    first, *more = words.answer(report.headline)
    said = [f'<p class="answer">{escape(first)}</p>']
    if more:
        said.append(f'<p class="more">{escape(" ".join(more))}</p>')
    st.html(f'<h3 class="quiet">{words.WHAT_WAS_FOUND}</h3>{"".join(said)}')
    st.html(table(report, address))
    st.caption(" ".join((_scope(report), _late(report))))


def table(report: AuditReport, address: Address) -> str:
    """Return the overview as HTML, each cell a link to its card."""
    found = overview(report)
    head = "".join(f'<th scope="col">{escape(service_name(s))}</th>' for s in found.services)
    rows = "".join(
        f'<tr><th scope="row"><b>{escape(what)}</b><span>{escape(by)}</span></th>'
        + "".join(_cell(check, address) for check in checks)
        + "</tr>"
        for (what, by), checks in zip(found.questions, found.checks, strict=True)
    )
    return (
        f'<div class="overview" role="region" tabindex="0" aria-label="{words.SCROLLS}"><table>'
        f'<caption>{words.CAPTION}</caption><thead><tr><th scope="col">{words.QUESTION_COLUMN}'
        f"</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(check: Check | None, address: Address) -> str:
    if check is None:
        return "<td></td>"
    said = words.cell_words(check)
    lines = "".join(f"<span>{escape(x)}</span>" for x in (said.about, short_test(check)) if x)
    return (
        f'<td class="weight{said.weight}"><a href="#{escape(address(check))}">'
        f"<b>{escape(said.finding)}</b>{lines}</a></td>"
    )


def _scope(report: AuditReport) -> str:
    """Say whom the audit is about, and when."""
    people = findings.people(report.who[-1].people or 0)
    return f"{period(report)}; {people}." if period(report) else f"{people}."


def _late(report: AuditReport) -> str:
    return findings.late_sentence(report.tests_made, report.expected_by_chance)
