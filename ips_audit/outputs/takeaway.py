"""Every file that can be taken away, built from a report: the page and the command line agree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from ips_audit.model import AuditReport
from ips_audit.outputs.marks import file_name, marks
from ips_audit.outputs.to_csv import report_to_csv_files
from ips_audit.outputs.to_json import dumps, report_to_json

KINDS = ("word", "workbook", "zip", "json")


def build_file(report: AuditReport, kind: str) -> bytes:
    """Return one file of an audit.

    Parameters
    ----------
    report : AuditReport
        Exact or share-safe; the file is of the same sort.
    kind : {'word', 'workbook', 'zip', 'json'}
        `zip` holds the CSV files.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If the kind is not known.
    """
    if kind == "word":
        from ips_audit.outputs.document import build_document

        return build_document(report)
    if kind == "workbook":
        from ips_audit.outputs.workbook import build_workbook

        return build_workbook(report)
    if kind == "zip":
        return _zip(report_to_csv_files(report))
    if kind == "json":
        return dumps(report_to_json(report)).encode()
    raise ValueError(f"no such kind of file: {kind}")


def build_charts(report: AuditReport) -> Iterator[tuple[str, bytes]]:
    """Give the chart of each headline check and path, as PNG and as SVG.

    Parameters
    ----------
    report : AuditReport

    Yields
    ------
    (str, bytes)
        File name and content. Charts are numbered: a service's name is no file name.
    """
    from ips_audit.outputs.charts import chart_png, chart_svg, check_chart
    from ips_audit.outputs.tables import title_of
    from ips_audit.words.answer import told

    for i, check in enumerate(report.headline, 1):
        if (spec := check_chart(check)) is not None:
            heading = (told(check), title_of(check), *marks(report))
            part = f"chart_{i:02}_{check.question}"
            yield file_name(report, "png", part), chart_png(spec, heading)
            yield file_name(report, "svg", part), chart_svg(spec, heading).encode()
    yield from _path_charts(report)


def _path_charts(report: AuditReport) -> Iterator[tuple[str, bytes]]:
    """Give the chart of each path."""
    from ips_audit.outputs.charts import chart_png, chart_svg
    from ips_audit.outputs.path import path_chart, path_title
    from ips_audit.words.path import title

    for i, path in enumerate(report.paths, 1):
        if (spec := path_chart(path)) is not None:
            heading = (title(path), path_title(path), *marks(report))
            part = f"chart_path_{i:02}"
            yield file_name(report, "png", part), chart_png(spec, heading)
            yield file_name(report, "svg", part), chart_svg(spec, heading).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()
