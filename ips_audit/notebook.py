"""The audit as Python code and notebooks see it: data frames in, tables and charts out."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ips_audit import pipeline
from ips_audit.model import (
    ALL_SERVICES,
    AuditReport,
    Check,
    Finding,
    GroupResult,
    Question,
    Settings,
    TestResult,
)
from ips_audit.settings.decisions import path_of
from ips_audit.settings.file import read_settings, settings_from_json, settings_to_json
from ips_audit.words import findings
from ips_audit.words import notebook as words

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from ips_audit.intake.files.table import Named

# A path, the bytes of a file, a data frame (pandas, polars, Arrow), or several of these.
Given = Any


class OpenQuestions(ValueError):
    """Only the user can know the answer to these; the message gives the keyword for each.

    Attributes
    ----------
    questions : tuple of Question
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        lines = [words.QUESTIONS]
        for q in self.questions:
            lines.append(f"- {q.text}")
            lines += [f"    {keyword(q.about, c.value)}  # {c.text}" for c in q.choices]
            if not q.choices:
                lines.append(f"    {keyword(q.about, ...)}")
        super().__init__("\n".join(lines))


def keyword(about: str, value: object) -> str:
    """Return the argument of `audit` that answers a question.

    Parameters
    ----------
    about : str
        As in `Question`.
    value : object
        The value of one of its choices.
    """
    name, *more = path_of(about)
    shown = "..." if value is ... else repr(value)
    for part in reversed(more):
        shown = f"{{{part!r}: {shown}}}"
    return f"{name}={shown}"


@dataclass(frozen=True)
class CheckView:
    """One question put to one table, and its answer."""

    audit: Audit
    result: Check

    @property
    def finding(self) -> Finding | None:
        """What may be said; None for an exploratory check."""
        return self.result.finding

    @property
    def test(self) -> TestResult | None:
        """The chi-square test that the finding rests on."""
        return self.result.default_test

    @property
    def groups(self) -> tuple[GroupResult, ...]:
        """Each group's numbers."""
        return self.result.groups

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words, with what to be careful about."""
        return (*self.result.sentences, *self.result.warnings)

    def table(self) -> pd.DataFrame:
        """Return the table of the check: numbers unrounded, a range in two columns."""
        import pandas as pd

        from ips_audit.outputs.tables import check_table

        columns, rows = check_table(self.result, self.audit.report.release).flat()
        return pd.DataFrame(list(rows), columns=[c.heading for c in columns])

    def chart(self) -> alt.LayerChart | None:
        """Return the chart of the check; None where no group has a share."""
        import altair as alt

        spec = self._spec()
        return None if spec is None else alt.LayerChart.from_dict(spec)

    def _spec(self) -> dict[str, Any] | None:
        from ips_audit.outputs.charts import check_chart

        return check_chart(self.result)

    def __repr__(self) -> str:
        from ips_audit.outputs.tables import title_of

        lines = [title_of(self.result), findings.title(self.result), *self.result.sentences]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Show the answer, its chart and its table in a notebook."""
        from ips_audit.outputs.charts import chart_svg
        from ips_audit.outputs.tables import check_table

        table = check_table(self.result, self.audit.report.release)
        head = "".join(f"<th scope='col'>{html.escape(c)}</th>" for c in table.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in row)}</tr>" for row in table.rows
        )
        said = "".join(f"<p>{html.escape(s)}</p>" for s in self.sentences)
        spec = self._spec()
        return (
            f"<h3>{html.escape(table.title)}</h3><p><b>"
            f"{html.escape(findings.title(self.result))}</b></p>{said}"
            f"{'' if spec is None else chart_svg(spec)}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


@dataclass(frozen=True, repr=False)
class Audit:
    """A whole audit.

    Parameters
    ----------
    report : AuditReport
        Every number; `release` says whether it is exact or share-safe.
    questions : tuple of Question
        What was settled by a default, and can be settled otherwise.
    """

    report: AuditReport
    questions: tuple[Question, ...] = ()

    @property
    def settings(self) -> Settings:
        """Everything that was decided or guessed."""
        return self.report.settings

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was noticed in the files."""
        return self.report.warnings

    @property
    def checks(self) -> tuple[CheckView, ...]:
        """The checks that carry a finding."""
        return tuple(CheckView(self, c) for c in self.report.checks if c.kind == "headline")

    def check(
        self,
        question: str,
        by: str = "ethnic group",
        service: str | None = None,
        people: str = "everyone",
        within: Mapping[str, str] | None = None,
    ) -> CheckView:
        """Return one check.

        Parameters
        ----------
        question : {'access', 'outcome'}
        by : str
            What people are grouped by.
        service : str, optional
            By default all services together, or the only one.
        people : str
            "everyone", or those with the minimum months of support ("at least 6 months").
        within : dict, optional
            Such as ``{"gender": "Female"}``: an exploratory table of some of the people.

        Raises
        ------
        LookupError
            If there is no such check; the message lists those there are.
        """
        names = [c.service for c in self.report.checks]
        if service is None:
            service = ALL_SERVICES if ALL_SERVICES in names else names[0]
        wanted: tuple[object, ...] = (question, by, service, people, dict(within or {}))
        for c in self.report.checks:
            if (c.question, str(c.dimension), c.service, c.people, dict(c.within)) == wanted:
                return CheckView(self, c)
        there = sorted({
            f"{c.question!r}, by={str(c.dimension)!r}, service={c.service!r}, people={c.people!r}"
            for c in self.report.checks
        })  # fmt: skip
        raise LookupError("\n".join([words.NO_CHECK, *there]))

    def to_frame(self) -> pd.DataFrame:
        """Return the audit as a tidy table, one row an estimate."""
        import pandas as pd

        from ips_audit.outputs.to_csv import report_to_csv

        return pd.read_csv(io.StringIO(report_to_csv(self.report)), keep_default_na=False,
                           na_values={c: [""] for c in ("value", "lower", "upper")})  # fmt: skip

    def share_safe(self) -> Audit:
        """Return the version that can be passed on: small numbers are protected.

        Raises
        ------
        ValueError
            If it is share-safe already.
        """
        return replace(self, report=pipeline.protect(self.report))

    def to_excel(self, path: str | Path) -> None:
        """Write the accessible workbook (.xlsx)."""
        self._write(path, "workbook")

    def to_word(self, path: str | Path) -> None:
        """Write the Word report (.docx)."""
        self._write(path, "word")

    def to_json(self, path: str | Path) -> None:
        """Write the audit as JSON."""
        self._write(path, "json")

    def _write(self, path: str | Path, kind: str) -> None:
        from ips_audit.outputs.takeaway import build_file

        Path(path).write_bytes(build_file(self.report, kind))

    def __repr__(self) -> str:
        from ips_audit.outputs.marks import marks, period
        from ips_audit.outputs.tables import title_of

        report = self.report
        lines = [*marks(report), period(report), words.PEOPLE.format(n=report.rows.used)]
        for c in (view.result for view in self.checks[: words.MOST_CHECKS]):
            lines.append(f"- {title_of(c)}: {findings.title(c)}")
        if (more := len(self.checks) - words.MOST_CHECKS) > 0:
            lines.append(words.MORE_CHECKS.format(n=more))
        return "\n".join(line for line in [*lines, words.NEXT] if line)

    def _repr_html_(self) -> str:
        """Show the findings, then each with its chart and table, in a notebook."""
        summary = f"<pre>{html.escape(repr(self))}</pre>"
        return summary + "".join(view._repr_html_() for view in self.checks)


def run(service: Given, caseload: Given, settings: object, decided: Mapping[str, Any]) -> Audit:
    """Run the whole audit; see `ips_audit.audit`."""
    chosen = settings_of(settings, decided)
    found = _found(service, caseload, chosen)
    ready = pipeline.prepare(found.found, chosen)
    asked = [q for q in ready.questions if q.default is None]
    if asked:
        raise OpenQuestions(asked)
    return Audit(pipeline.analyse(ready, found.digests), ready.questions)


def settings_of(settings: object, decided: Mapping[str, Any]) -> Settings:
    """Read a settings file, with the keywords of `audit` before it.

    Raises
    ------
    SettingsError
        If a value has the wrong form, or a keyword is no key of the settings file.
    """
    base: dict[str, Any] = {}
    if isinstance(settings, Mapping):
        base = dict(settings)
    elif settings is not None:
        content = settings if isinstance(settings, bytes) else Path(str(settings)).read_bytes()
        base = settings_to_json(read_settings(content)[0])
    for key, value in decided.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        base[key] = _joined(base[key], value) if both else _listed(value)
    read, unknown = settings_from_json(base)
    if unknown:
        raise TypeError(" ".join(unknown))
    return read


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Put two objects together, one level deep: answers are kept by kind."""
    return {**first, **{
        k: {**first[k], **v} if isinstance(v, Mapping) and isinstance(first.get(k), Mapping) else v
        for k, v in second.items()
    }}  # fmt: skip


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class _Found:
    """The tables of what was given, and the hashes of the files among it."""

    found: pipeline.Found
    digests: tuple[str, ...]


def _found(service: Given, caseload: Given, settings: Settings) -> _Found:
    """Find the tables of files and data frames."""
    files: dict[str, list[pipeline.OpenedFile]] = {"service": [], "caseload": []}
    frames: dict[str, list[Named]] = {"service": [], "caseload": []}
    for kind, given in (("service", service), ("caseload", caseload)):
        for name, one in _several(given, kind):
            if isinstance(one, str | Path):
                path = Path(one)
                files[kind].append(pipeline.open_file(name or path.name, path.read_bytes()))
            elif isinstance(one, bytes | bytearray):
                files[kind].append(pipeline.open_file(name or f"{kind} file", bytes(one)))
            else:
                frames[kind].append(_table(name or f"{kind} data", one))
    found = pipeline.find_tables(files["service"], files["caseload"], settings)
    found = replace(
        found,
        service=(*found.service, *frames["service"]),
        caseload=(*found.caseload, *frames["caseload"]),
    )
    return _Found(found, tuple(f.digest for kind in files.values() for f in kind))


def _several(given: Given, kind: str) -> list[tuple[str, Any]]:
    """Return each of what was given with its name, empty where it has none."""
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [(str(name), one) for name, one in given.items()]
    if isinstance(given, list | tuple):
        names = [f"{kind} {n}" if not isinstance(g, str | Path) else "" for n, g in
                 enumerate(given, 1)]  # fmt: skip
        return list(zip(names, given, strict=True))
    return [("", given)]


def _table(name: str, frame: Any) -> Named:
    """Return a data frame as the table that a file would give.

    Raises
    ------
    TypeError
        If it is no data frame.
    ValueError
        If it has no rows.
    """
    import pandas as pd

    from ips_audit.intake.files.table import build_table
    from ips_audit.intake.matching.identifiers import without_details

    if not isinstance(frame, pd.DataFrame):
        if not hasattr(frame, "__arrow_c_stream__"):
            raise TypeError(words.NOT_A_FRAME.format(kind=type(frame).__name__))
        import pyarrow as pa

        frame = pa.table(frame).to_pandas(types_mapper=pd.ArrowDtype)
    cells = [_cells(frame.iloc[:, i]) for i in range(frame.shape[1])]
    rows = [[str(c) for c in frame.columns], *(list(r) for r in zip(*cells, strict=True))]
    table = build_table(name, None, rows, heading_row=1)
    if table is None or not table.n_rows:
        raise ValueError(words.NO_ROWS.format(name=name))
    return name, without_details(table)


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Return a column's cells as a spreadsheet would hold them; None where there is nothing."""
    import pandas as pd

    values = [None if pd.isna(v) else v for v in column.astype(object)]
    return [v.to_pydatetime() if isinstance(v, pd.Timestamp) else v for v in values]
