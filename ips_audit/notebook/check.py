"""One question put to one table: its finding, test, table and chart."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ips_audit.model import Check, Finding, GroupResult, Release, TestResult
from ips_audit.words import findings

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


@dataclass(frozen=True)
class CheckView:
    """One question put to one table, and its answer."""

    result: Check
    release: Release

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

        columns, rows = check_table(self.result, self.release).flat()
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

        table = check_table(self.result, self.release)
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
