"""The one order of work, for the page, the command line and notebooks.

Open the files, find their tables, prepare people and caseload, analyse, protect. Each step takes
what the step before it returned. What reads and counts is imported by the steps themselves: the
page's first screen needs none of it, and a file is being read while the rest loads.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ips_audit.intake.files.source import Content, OnDisk, Source, UnreadableFile
from ips_audit.progress import Progress, silent
from ips_audit.words import progress as words
from ips_audit.words import reading

if TYPE_CHECKING:
    from ips_audit.intake.files.source import Book
    from ips_audit.intake.files.table import Named
    from ips_audit.intake.sheets import Chosen
    from ips_audit.model import AuditReport, Prepared, Settings


class Opened(Protocol):
    """A file whose sheets have been read."""

    @property
    def name(self) -> str:
        """The file's name, to be shown."""

    @property
    def digest(self) -> str:
        """The first digits of a hash of its content."""

    @property
    def book(self) -> Book:
        """Its sheets."""

    def changed(self) -> bool:
        """Tell whether the file is another one than when it was opened."""


@dataclass(frozen=True)
class OpenedFile:
    """A file whose sheets have been read. Large text may stay on disk."""

    name: str
    digest: str
    book: Book
    content: Content

    def changed(self) -> bool:
        """Tell whether the file is another one than when it was opened."""
        return isinstance(self.content, OnDisk) and self.content.changed()


@dataclass(frozen=True)
class Found:
    """The tables of all files, what there was to choose from, and what was noticed."""

    service: tuple[Named, ...]
    caseload: tuple[Named, ...]
    warnings: tuple[str, ...] = ()
    service_choices: tuple[Chosen, ...] = ()
    caseload_choices: tuple[Chosen, ...] = ()
    population: tuple[Named, ...] = ()
    population_choices: tuple[Chosen, ...] = ()


def open_file(name: str, content: Content) -> OpenedFile:
    """Read the sheets of a file.

    Parameters
    ----------
    name : str
        Only ever shown, never used as a path.
    content : bytes or OnDisk

    Returns
    -------
    OpenedFile

    Raises
    ------
    UnreadableFile
        If it cannot be used; the message says how to mend it.
    """
    from ips_audit.intake.files.reading import open_source

    source = Source(name, content)
    with ThreadPoolExecutor(1) as beside:  # hashing a large file takes as long as reading it
        digest = beside.submit(source.digest)
        book = open_source(source)
        return OpenedFile(name, digest.result(), book, content)


def find_tables(
    service: Sequence[Opened],
    caseload: Sequence[Opened],
    settings: Settings,
    progress: Progress = silent,
    population: Sequence[Opened] = (),
) -> Found:
    """Choose the sheets of each file and find the tables on them.

    Parameters
    ----------
    service, caseload : sequences of opened files
    settings : Settings
        The sheets and heading rows that were chosen are used.
    progress : Progress, optional
        Told of each file; what it raises ends the work.
    population : sequence of opened files, optional
        Of the local population, shown beside the caseload.

    Returns
    -------
    Found

    Raises
    ------
    UnreadableFile
        If a file has no table, no row under its headings, or changed while it was read.
    """
    from ips_audit.intake.files.source import display_name
    from ips_audit.intake.sheets import choose_tables

    of = len(service) + len(caseload) + len(population)

    def choose(n: int, file: Opened) -> Chosen:
        name = display_name(file.name)
        progress(n, 2 * of, words.FINDING.format(name=name, n=n + 1, of=of))
        if n < len(service):
            chosen = settings.sheet, settings.heading_row
            return choose_tables(file.name, file.book, "service", *chosen)
        chosen = settings.caseload_sheet, settings.caseload_heading_row
        if n >= len(service) + len(caseload):
            chosen = settings.population_sheet, settings.population_heading_row
        return choose_tables(file.name, file.book, "caseload", *chosen)

    files = [*service, *caseload, *population]
    chosen = [choose(n, file) for n, file in enumerate(files)]
    for file in files:
        if file.changed():
            raise UnreadableFile(reading.CHANGED.format(name=display_name(file.name)))
    first, rest = chosen[: len(service)], chosen[len(service) :]
    second, third = rest[: len(caseload)], rest[len(caseload) :]
    return Found(
        service=tuple(t for c in first for t in c.tables),
        caseload=tuple(t for c in second for t in c.tables),
        warnings=tuple(
            w for f, c in zip(files, chosen, strict=True) for w in (*f.book.warnings, *c.said)
        ),
        service_choices=tuple(first),
        caseload_choices=tuple(second),
        population=tuple(t for c in third for t in c.tables),
        population_choices=tuple(third),
    )


def prepare(found: Found, settings: Settings, progress: Progress = silent) -> Prepared:
    """Turn tables into coded people and a caseload, and ask what only the user can know.

    Parameters
    ----------
    found : Found
    settings : Settings
        Everything decided so far.
    progress : Progress, optional
        Told of each table; what it raises ends the work.

    Returns
    -------
    Prepared
        Its warnings begin with what was noticed while the tables were found.

    Raises
    ------
    UnreadableFile
        If the same table is given as service and as caseload.
    """
    from ips_audit.intake.prepare import prepare as prepare_tables

    ready = prepare_tables(found.service, found.caseload, settings, progress, found.population)
    return replace(ready, warnings=(*found.warnings, *ready.warnings))


def analyse(
    ready: Prepared,
    digests: Sequence[str] = (),
    demonstration: str | None = None,
    progress: Progress = silent,
) -> AuditReport:
    """Run the whole audit on prepared people.

    Parameters
    ----------
    ready : Prepared
        With people.
    digests : sequence of str, optional
        Hashes of the files' contents, carried into the report.
    demonstration : str, optional
        The name of the demonstration, where the people are made up.
    progress : Progress, optional
        Told of each table; what it raises ends the work.

    Returns
    -------
    AuditReport
        Exact numbers.

    Raises
    ------
    ValueError
        If no row could be used, or the age bands cannot be read.
    """
    from ips_audit.analysis.audit import audit
    from ips_audit.model import Provenance

    if ready.people is None or not ready.rows.used:
        raise ValueError(reading.NOBODY.format(
            reasons="; ".join(f"{x.reason}: {x.rows}" for x in ready.rows.left_out)
        ))  # fmt: skip
    provenance = Provenance(ready.rows, ready.warnings, tuple(digests), demonstration)
    return audit(
        ready.people, ready.caseload, ready.settings, provenance, progress, ready.population
    )


def protect(report: AuditReport, secret: bytes | None = None) -> AuditReport:
    """Return the share-safe version of an exact report; see `disclosure.protect`.

    Parameters
    ----------
    report : AuditReport
    secret : bytes, optional
        By default the team's own. One that had to be made is a warning.

    Returns
    -------
    AuditReport

    Raises
    ------
    ValueError
        If the report is share-safe already, its rule cannot be used, or the secret cannot be
        read or made.
    """
    from ips_audit.disclosure.protect import protect as protect_report
    from ips_audit.disclosure.secret import team_secret

    if secret is None:
        found = team_secret()
        if found.new:
            warnings.warn(found.said(), stacklevel=2)
        secret = found.value
    return protect_report(report, secret)
