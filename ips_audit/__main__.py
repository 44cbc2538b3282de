"""The command line: the same audit from the same code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ips_audit import pipeline
from ips_audit.intake.files import limits
from ips_audit.intake.files.source import OnDisk, UnreadableFile
from ips_audit.words import command_line as words

if TYPE_CHECKING:
    from ips_audit.model import AuditReport, Prepared, Question, Settings

DONE, CANNOT, ASKS = 0, 2, 3
AT_ONCE = 2  # files read at a time: each workbook may take much memory
# numpy and scipy would each start a thread for every processor, for matrices that are not used
# here. That takes a fifth of the processor time of a small audit.
ONE_THREAD = "OPENBLAS_NUM_THREADS"
# Loaded while the files are read. The imports inside functions here wait for that, too.
LATER = (
    "ips_audit.intake.sheets", "ips_audit.intake.prepare", "ips_audit.analysis.audit",
    "ips_audit.outputs.plain", "ips_audit.outputs.to_json",
)  # fmt: skip


class CannotRun(Exception):
    """The input cannot be used; the message is what the user reads."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run an audit; return 0 done, 2 the input cannot be used, 3 a question has no safe default."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["app"]:
        from ips_audit.ui.start import start

        return start(given[1:])
    args = _arguments().parse_args(given)
    try:
        return _run(args)
    except (CannotRun, UnreadableFile, ValueError) as error:  # settings that cannot be used too
        print(str(error), file=sys.stderr)
        return CANNOT


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ips-audit", description=words.DESCRIPTION, epilog=words.APP_TOO
    )
    parser.add_argument("service", nargs="*", type=Path, help="service files")
    parser.add_argument("--caseload", nargs="+", type=Path, default=[], help="caseload files")
    parser.add_argument(
        "--population", nargs="+", type=Path, default=[],
        help="files of the local population, shown beside the caseload and never tested",
    )  # fmt: skip
    parser.add_argument("--template", type=Path, help="write a blank workbook to fill in")
    parser.add_argument("--compare", nargs="+", type=Path, help="saved audits (JSON) to compare")
    parser.add_argument("--settings", type=Path, help="settings file (JSON)")
    parser.add_argument("--settings-template", type=Path, help="write a settings file to fill in")
    parser.add_argument("--from", dest="first", help="first day of the period, like 2019-01-01")
    parser.add_argument("--to", dest="last", help="last day of the period, like 2019-12-31")
    parser.add_argument(
        "--followed-to", help="the day up to which jobs are followed, like 2020-06-30"
    )
    parser.add_argument(
        "--team", action="store_true", help="files with exact numbers, for inside the team only"
    )
    parser.add_argument("--secret", type=Path, help="the file of the team's secret, if elsewhere")
    parser.add_argument("--json", type=Path, help="write the audit as JSON")
    parser.add_argument("--workbook", type=Path, help="write the audit as a workbook (.xlsx)")
    parser.add_argument("--report", type=Path, help="write the audit as a Word report (.docx)")
    parser.add_argument("--charts", type=Path, help="write charts (PNG and SVG) into this folder")
    parser.add_argument("--csv", type=Path, help="write tidy CSV into this folder")
    return parser


def _run(args: argparse.Namespace) -> int:
    if args.template:
        from ips_audit.outputs.template import build_template

        _write(args.template, build_template())
        if not args.service:
            return DONE
    if args.compare:
        return _compare(args)
    if not args.service:
        raise CannotRun(words.NO_SERVICE)
    os.environ.setdefault(ONE_THREAD, "1")
    with ThreadPoolExecutor(AT_ONCE) as readers:
        given = (*args.service, *args.caseload, *args.population)
        reading = [readers.submit(_open, p) for p in given]
        settings = _settings(args)
        for name in LATER:
            import_module(name)
        files = [file.result() for file in reading]
    service, others = files[: len(args.service)], files[len(args.service) :]
    caseload, population = others[: len(args.caseload)], others[len(args.caseload) :]
    found = pipeline.find_tables(service, caseload, settings, population=population)
    ready = pipeline.prepare(found, settings)
    for warning in ready.warnings:
        print(warning, file=sys.stderr)
    if args.settings_template:
        from ips_audit.outputs.to_json import dumps

        _write(args.settings_template, dumps(_template(ready)))
    asked = [q for q in ready.questions if q.default is None]
    if asked:
        _print_questions(asked)
        return ASKS
    report = pipeline.analyse(ready, [f.digest for f in files])
    from ips_audit.outputs.plain import summary_text

    sys.stdout.write(summary_text(report))
    _files(args, report, ready.questions)
    return DONE


def _compare(args: argparse.Namespace) -> int:
    """Put saved audits side by side; print their tables, and write the workbook if asked for."""
    from ips_audit.analysis.over_time import compare_audits
    from ips_audit.outputs import over_time as outputs
    from ips_audit.outputs.saved_audits import read_saved
    from ips_audit.words import over_time

    audits = [read_saved(p.name, _bytes(p)) for p in args.compare]
    if len(audits) < 2:
        raise CannotRun(over_time.TWO)
    if len({a.demonstration for a in audits}) > 1:
        raise CannotRun(over_time.MIXED)
    found = compare_audits(audits)
    if not found:
        raise CannotRun(over_time.NOTHING)
    sys.stdout.write(outputs.comparison_text(audits, found))
    if args.workbook:
        _write(args.workbook, outputs.build_comparison(audits, found))
    return DONE


def _files(args: argparse.Namespace, report: AuditReport, questions: tuple[Question, ...]) -> None:
    """Write the files that were asked for: share-safe, unless they are for the team."""
    if not any((args.json, args.csv, args.workbook, args.report, args.charts)):
        return
    if not args.team:
        from ips_audit.disclosure.secret import team_secret

        secret = team_secret(args.secret)
        print(secret.said(), file=sys.stderr)
        report, questions = pipeline.protect(report, secret.value), ()
    if args.json:
        from ips_audit.outputs.to_json import dumps, report_to_json

        _write(args.json, dumps(report_to_json(report, questions)))
    if args.csv:
        from ips_audit.outputs.to_csv import report_to_csv_files

        _make_folder(args.csv)
        for name, content in report_to_csv_files(report).items():
            _write(args.csv / name, content)
    for kind, path in (("workbook", args.workbook), ("word", args.report)):
        if path:
            from ips_audit.outputs.takeaway import build_file

            _write(path, build_file(report, kind))
    if args.charts:
        from ips_audit.outputs.takeaway import build_charts

        _make_folder(args.charts)
        for name, content in build_charts(report):
            _write(args.charts / name, content)


def _settings(args: argparse.Namespace) -> Settings:
    from ips_audit.settings.settings import Settings

    settings = Settings()
    if args.settings:
        from ips_audit.settings.file import read_settings

        settings, unknown = read_settings(_bytes(args.settings))
        for sentence in unknown:
            print(sentence, file=sys.stderr)
    for name, text in (
        ("period_from", args.first),
        ("period_to", args.last),
        ("followed_to", args.followed_to),
    ):
        if text:
            try:
                settings = replace(settings, **{name: date.fromisoformat(text)})  # type: ignore[arg-type]
            except ValueError:
                raise CannotRun(words.NO_DATE.format(text=text)) from None
    if settings.period_from and settings.period_to and settings.period_from > settings.period_to:
        raise CannotRun(words.ENDS_BEFORE)
    return settings


def _open(path: Path) -> pipeline.OpenedFile:
    """Read a file; a large one stays on disk and is read in pieces."""
    try:
        large = path.stat().st_size > limits.WORKBOOK_BYTES
        return pipeline.open_file(path.name, OnDisk(path) if large else path.read_bytes())
    except OSError:
        raise _unreadable(path) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise _unreadable(path) from None


def _unreadable(path: Path) -> CannotRun:
    return CannotRun(words.CANNOT_READ.format(path=path))


def _template(ready: Prepared) -> dict[str, object]:
    """Return settings with the guesses, and each open question to be filled in.

    What is asked is left undecided, or a guess would answer it when the file is read back.
    """
    from ips_audit.outputs.to_json import question_to_json
    from ips_audit.settings.decisions import path_of, undo
    from ips_audit.settings.file import settings_to_json, without_answers

    settings = ready.settings
    for question in ready.questions:
        if question.default is None:
            settings = undo(settings, path_of(question.about))
    out = settings_to_json(without_answers(settings, ready.kept_out))
    asked = [q for q in ready.questions if path_of(q.about)[-1] not in ready.kept_out]
    out["questions"] = [question_to_json(q) for q in asked]
    return out


def _print_questions(questions: Sequence[Question]) -> None:
    print(words.QUESTIONS, file=sys.stderr)
    for q in questions:
        print(f"- {q.about}: {q.text}", file=sys.stderr)
        for c in q.choices:
            print(f"    {json.dumps(c.value, ensure_ascii=False)}: {c.text}", file=sys.stderr)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CannotRun(words.CANNOT_MAKE.format(path=path)) from None


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError:
        raise CannotRun(words.CANNOT_WRITE.format(path=path)) from None


if __name__ == "__main__":
    sys.exit(main())
