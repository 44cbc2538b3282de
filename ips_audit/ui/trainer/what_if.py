"""What if: change the counts of a made-up service and see the audit follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from ips_audit.analysis.audit import compare
from ips_audit.demonstrations import scenario as counts
from ips_audit.demonstrations.scenario import Cell, Scenario
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    AuditReport,
    Check,
    Release,
    Settings,
)
from ips_audit.outputs.charts import alt_text, check_chart
from ips_audit.outputs.gaps import smallest_gap_table
from ips_audit.outputs.tables import page_table, title_of
from ips_audit.outputs.working_tables import tests_table
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.ui.trainer.opening import LINK, STORY
from ips_audit.words import findings
from ips_audit.words import trainer as words

COUNTS, TIMES = LINK


@dataclass
class WhatIf:
    """The story's counts, the counts as changed, and how many times as large all is."""

    story: Scenario
    now: Scenario
    times: float = 1.0
    said: str = ""  # how what was asked for was cut to what is possible

    @property
    def shown(self) -> Scenario:
        """The counts that are audited."""
        return counts.scaled(self.now, self.times)

    def reset(self) -> None:
        """Go back to the story."""
        self.now, self.times, self.said = self.story, 1.0, ""


def from_address(report: AuditReport, given: dict[str, str]) -> tuple[WhatIf, str]:
    """Start a what if from a story, and from what a link adds to it.

    Parameters
    ----------
    report : AuditReport
        Of a demonstration; another is refused.
    given : dict
        What the address held under `COUNTS` and `TIMES`; from anybody.

    Returns
    -------
    (WhatIf, str)
        The second is what is wrong with the link, in words; empty if nothing is.
    """
    story = counts.scenario_of(report)
    what = WhatIf(story, story)
    try:
        now = counts.from_link(given[COUNTS], story) if COUNTS in given else story
        times = {f"{t:g}": t for t in counts.TIMES}[given.get(TIMES, "1")]
    except (ValueError, KeyError):
        return what, words.BAD_LINK
    return WhatIf(story, now, times), ""


def show(what: WhatIf, slug: str, settings: Settings, key: str) -> None:
    """Draw the controls, and below them what the audit says of the counts.

    Parameters
    ----------
    what : WhatIf
    slug : str
        The story's, for the link.
    settings : Settings
        Of the audit on the page: margin, reference group.
    key : str
        Unique in the session's round.
    """
    st.write(words.WHAT_IF_LEAD)
    names = list(what.story.services)
    places = [*names, ALL_SERVICES] if len(names) > 1 else names
    left, right = st.columns([2, 1])
    at = left.radio(
        words.SERVICE, range(len(places)), horizontal=True, key=f"wi_service_{key}",
        format_func=lambda i: escape(places[i]),
    )  # fmt: skip
    service = places[at]
    question = right.radio(
        words.ABOUT, list(words.ABOUTS), horizontal=True, key=f"wi_question_{key}",
        format_func=words.ABOUTS.__getitem__,
    )  # fmt: skip
    check = audited(what.shown, settings, service, question)
    _finding(check, audited(what.story, settings, service, question), what)
    with st.container(border=True):
        if service in names:
            _move(what, service, key)
            _numbers(what, service, key)
        else:
            st.caption(words.ONE_SERVICE)
        _size(what, key)
    _details(check)
    _link(what, slug)


def _move(what: WhatIf, service: str, key: str) -> None:
    """Let people be counted in another group."""
    groups = list(what.story.groups)
    left, middle, right, press = st.columns([3, 3, 3, 2], vertical_alignment="bottom")
    n = left.number_input(
        words.MOVE_HOW_MANY, 0, counts.MOST, 5, key=f"wi_n_{key}", help=words.MOVE_NOTE
    )
    origin = middle.selectbox(words.MOVE_FROM, groups, key=f"wi_from_{key}")
    to = right.selectbox(words.MOVE_TO, groups, min(1, len(groups) - 1), key=f"wi_to_{key}")
    if origin in groups and to in groups:
        press.button(
            words.MOVE_DO, on_click=_moved, args=(what, service, origin, to, int(n)),
            key=f"wi_move_{key}", disabled=origin == to,
        )  # fmt: skip


def _moved(what: WhatIf, service: str, origin: str, to: str, n: int) -> None:
    most = what.now.cell(service, origin).people
    cut = {0: words.MOVE_NOBODY, 1: words.MOVE_MOST_ONE}.get(most, words.MOVE_MOST)
    what.said = cut.format(n=f"{most:,}", group=origin) if n > most else ""
    what.now = counts.move(what.now, service, origin, to, n)


def _numbers(what: WhatIf, service: str, key: str) -> None:
    """Let the jobs and the caseload of one group be changed."""
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    groups = list(what.story.groups)
    group = left.selectbox(words.GROUP, groups, key=f"wi_group_{key}")
    if group not in groups:
        return
    cell = what.now.cell(service, group)
    place = f"{service}_{group}_{key}"
    for column, name, label, most in (
        (middle, "jobs", words.JOBS_OF.format(known=cell.known), cell.known),
        (right, "caseload", words.CASELOAD_OF, counts.MOST),
    ):
        held = f"wi_{name}_{place}"
        st.session_state[held] = getattr(cell, name)
        column.number_input(
            label, 0, most, key=held, on_change=_changed, args=(what, service, group, name, held)
        )


def _changed(what: WhatIf, service: str, group: str, name: str, held: str) -> None:
    value = st.session_state[held]
    cell: Cell = what.now.cell(service, group)
    if value is not None:
        what.said = ""
        what.now = what.now.put(service, group, cell._replace(**{name: int(value)}))


def _size(what: WhatIf, key: str) -> None:
    """Let everything be so many times as large, and let all be undone."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    held = f"wi_times_{key}"
    st.session_state[held] = what.times
    left.select_slider(
        words.SIZE, counts.TIMES, key=held, on_change=_sized, args=(what, held),
        format_func=lambda t: f"×{t:g}", help=words.SIZE_NOTE,
    )  # fmt: skip
    right.button(words.RESET, on_click=what.reset, key=f"wi_reset_{key}")


def _sized(what: WhatIf, held: str) -> None:
    what.times = float(st.session_state[held])
    largest = max(n for row in what.now.cells for cell in row for n in cell)
    over = largest * what.times > counts.MOST
    what.said = words.SIZE_MOST.format(most=counts.MOST) if over else ""


def audited(s: Scenario, settings: Settings, service: str, question: str) -> Check:
    """Return what the audit says of one question put to changed counts.

    Parameters
    ----------
    s : Scenario
    settings : Settings
        Dates do not count: a scenario has none.
    service : str
        One of the scenario's, or all services.
    question : str
        "access" or "outcome".

    Returns
    -------
    Check
    """
    undated = replace(settings, period_from=None, period_to=None)
    checks, _ = compare(counts.counted(s), counts.caseload_of(s), undated)
    return next(
        c for c in checks
        if (c.service, c.question, c.dimension) == (service, question, ETHNIC_GROUP)
    )  # fmt: skip


def _finding(check: Check, before: Check, what: WhatIf) -> None:
    """Say the finding above the controls: a room sees both at once."""
    st.markdown(f"**{words.NOW.format(finding=findings.title(check))}**")
    was = words.BEFORE.format(finding=findings.title(before))
    st.caption(was if what.shown != what.story else words.UNCHANGED)
    if what.said:
        st.write(f"**{escape(what.said)}**")


def _details(check: Check) -> None:
    """Draw chart, table, sentences, test and the smallest gap."""
    st.subheader(escape(title_of(check)))
    if (spec := check_chart(check)) is not None:
        presentation.chart(spec, alt_text(check))
    draw(page_table(check, Release.TEAM))
    for sentence in (*check.warnings, *check.sentences):
        st.write(escape(sentence))
    draw(tests_table(check))
    gaps = smallest_gap_table(check)
    if gaps.rows:
        st.markdown(f"**{gaps.title}**")
        draw(gaps)


def _link(what: WhatIf, slug: str) -> None:
    """Write the address of this what if: made-up counts, and the story's name."""
    with st.expander(words.LINK):
        st.caption(words.LINK_NOTE)
        query = urlencode({STORY: slug, COUNTS: counts.to_link(what.now),
                           TIMES: f"{what.times:g}"})  # fmt: skip
        here = urlsplit(st.context.url or "")
        st.code(
            urlunsplit((here.scheme, here.netloc, here.path, query, "")),
            language=None, wrap_lines=True,
        )  # fmt: skip
