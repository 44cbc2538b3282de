"""How we worked this out: the tests, the cells, and one group's intervals step by step."""

from __future__ import annotations

import math

import streamlit as st

from ips_audit.analysis.arithmetic import AtRatio, Sums, sums_of
from ips_audit.analysis.chance import density
from ips_audit.model import (
    Check,
    CheckQuestion,
)
from ips_audit.outputs.chance import reference_chart, reference_words
from ips_audit.outputs.working_tables import (
    not_known_table,
    residuals_table,
    tests_table,
    working_table,
)
from ips_audit.ui.results.report_cache import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.words import findings, outputs, sums, trainer
from ips_audit.words import page as words


def show(check: Check) -> None:
    """Draw the tests, observed and expected in each cell, and which group stands out.

    Parameters
    ----------
    check : Check
    """
    if check.question == CheckQuestion.ACCESS:
        st.write(words.HOW_ACCESS)
    draw(once(tests_table, check))
    st.write(words.HOW_INTRO)
    draw(once(working_table, check))
    if (spec := once(reference_chart, check, density)) is not None:
        st.markdown(f"**{trainer.REFERENCE_TITLE}**")
        st.write(reference_words(check))
        presentation.chart(spec, reference_words(check))
    st.markdown(f"**{outputs.RESIDUALS}**")
    draw(once(residuals_table, check))
    st.caption(outputs.METHOD)
    st.caption(escape(sums.REFERENCES))


def not_known(check: Check) -> None:
    """Draw how far the people whose group is not known could move each ratio."""
    if (unknown := once(not_known_table, check)) is not None:
        st.markdown(f"**{outputs.NOT_KNOWN_TITLE}**")
        draw(unknown)


def arithmetic(check: Check, key: str) -> None:
    """Let the reader choose a group, and write its intervals out.

    Parameters
    ----------
    check : Check
    key : str
        Tells this check's widgets from those of another.
    """
    able = [g.group for g in check.groups if once(sums_of, check, g.group) is not None]
    st.markdown(f"**{sums.TITLE}**")
    group = st.selectbox(sums.WHICH, able, key=f"sums_{key}", format_func=escape)
    if group and (worked := once(sums_of, check, group)) is not None:
        st.code(whiteboard(worked, findings.others(check)), language=None, wrap_lines=True)


def whiteboard(s: Sums, others: str) -> str:
    """Return the steps as plain text that can be copied.

    Parameters
    ----------
    s : Sums
    others : str
        Whom the group is compared with, in words.

    Returns
    -------
    str
    """
    p1, p2 = s.rate[0], s.others[0]
    d, low, high = s.difference
    parts = [
        sums.HEAD.format(
            group=s.group, x=s.x, n=s.n, others=others, ox=s.others_x, on=s.others_n, z=s.z
        ),
        _wilson(s.group, s.x, s.n, s.z, s.rate),
        _wilson(others, s.others_x, s.others_n, s.z, s.others),
        sums.NEWCOMBE.format(p1=p1, p2=p2, d=d, low=low, high=high),
    ]
    if s.ratio is not None:
        lines = [sums.RATIO.format(p1=p1, p2=p2, ratio=s.ratio, z2=s.z**2)]
        ends = zip(sums.SIDES, sums.NO_ENDS, (s.low, s.high), strict=True)
        lines += [_end(side, what, end) for side, what, end in ends]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _wilson(who: str, x: int, n: int, z: float, rate: tuple[float, float, float]) -> str:
    z2 = z**2
    return sums.WILSON.format(
        who=who, x=x, n=n, p=rate[0], half_z2=z2 / 2, z2=z2, low=rate[1], high=rate[2],
        middle=(x + z2 / 2) / (n + z2), half=z / (n + z2) * math.sqrt(x * (n - x) / n + z2 / 4),
    )  # fmt: skip


def _end(side: str, what: str, end: AtRatio | None) -> str:
    if end is None:
        return sums.NO_END.format(side=side, what=what)
    return sums.END.format(
        side=side, ratio=end.ratio, rate=end.rate, others_rate=end.others_rate,
        distance=end.distance, others_distance=end.others_distance, total=end.chi_square,
    )  # fmt: skip
