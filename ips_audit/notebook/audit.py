"""A whole audit, run from Python."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ips_audit import pipeline
from ips_audit.model import (
    ALL_SERVICES,
    EVERYONE,
    AgainstPopulation,
    AuditReport,
    CheckKind,
    Question,
    Settings,
)
from ips_audit.notebook.check import CheckView
from ips_audit.notebook.inputs import Given, find_tables, settings_of
from ips_audit.notebook.path import PathView
from ips_audit.notebook.questions import OpenQuestions
from ips_audit.words import findings
from ips_audit.words import notebook as words
from ips_audit.words import path as path_words

if TYPE_CHECKING:
    import pandas as pd


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
        return tuple(
            CheckView(c, self.report.release)
            for c in self.report.checks
            if c.kind == CheckKind.HEADLINE
        )

    @property
    def population(self) -> tuple[AgainstPopulation, ...]:
        """Each service beside the local population; empty where none was given."""
        return self.report.population

    def check(
        self,
        question: str,
        by: str = "ethnic group",
        service: str | None = None,
        people: str = EVERYONE,
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
                return CheckView(c, self.report.release)
        there = sorted({
            f"{str(c.question)!r}, by={str(c.dimension)!r}, service={c.service!r}, "
            f"people={c.people!r}"
            for c in self.report.checks
        })  # fmt: skip
        raise LookupError("\n".join([words.NO_CHECK, *there]))

    def path(self, service: str | None = None) -> PathView:
        """Return who comes how far: referred, accepted, joined, in work, still in work.

        Parameters
        ----------
        service : str, optional
            By default all services together, or the only one.

        Raises
        ------
        LookupError
            If the files do not tell the path, or there is no such service.
        """
        wanted = service or (self.report.paths[-1].service if self.report.paths else None)
        for p in self.report.paths:
            if p.service == wanted:
                return PathView(p, self.report.release, self.settings)
        there = [repr(p.service) for p in self.report.paths]
        raise LookupError("\n".join([words.NO_PATH, *there]))

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
        from ips_audit.outputs.path import path_title
        from ips_audit.outputs.tables import title_of

        report = self.report
        lines = [*marks(report), period(report), words.PEOPLE.format(n=report.rows.used)]
        for c in (view.result for view in self.checks[: words.MOST_CHECKS]):
            lines.append(f"- {title_of(c)}: {findings.title(c)}")
        lines += [f"- {path_title(p)}: {path_words.title(p)}" for p in self.report.paths]
        if (more := len(self.checks) - words.MOST_CHECKS) > 0:
            lines.append(words.MORE_CHECKS.format(n=more))
        return "\n".join(line for line in [*lines, words.NEXT] if line)

    def _repr_html_(self) -> str:
        """Show the findings, then each with its chart and table, in a notebook."""
        summary = f"<pre>{html.escape(repr(self))}</pre>"
        paths = [self.path(p.service)._repr_html_() for p in self.report.paths]
        return summary + "".join([*(view._repr_html_() for view in self.checks), *paths])


def run(files: Mapping[str, Given], settings: object, decided: Mapping[str, Any]) -> Audit:
    """Run the whole audit on what is given as service, caseload and population.

    See `ips_audit.audit`.
    """
    chosen = settings_of(settings, decided)
    found, digests = find_tables(files, chosen)
    ready = pipeline.prepare(found, chosen)
    asked = [q for q in ready.questions if q.default is None]
    if asked:
        raise OpenQuestions(asked)
    return Audit(pipeline.analyse(ready, digests), ready.questions)
