"""The path of one service: its sentences, table and chart."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ips_audit.model import PathResult, PathStepResult, Release, Settings
from ips_audit.words import path as words

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from ips_audit.outputs.texttable import TextTable


@dataclass(frozen=True)
class PathView:
    """Who comes how far in one service, and at which step a group falls behind."""

    result: PathResult
    release: Release
    settings: Settings

    @property
    def steps(self) -> tuple[PathStepResult, ...]:
        """Each step with its numbers."""
        return self.result.steps

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words."""
        return self.result.sentences

    def table(self) -> pd.DataFrame:
        """Return one row for each step and group: numbers unrounded, a range in two columns."""
        import pandas as pd

        columns, rows = self._table().flat()
        return pd.DataFrame(list(rows), columns=[c.heading for c in columns])

    def chart(self) -> alt.Chart | None:
        """Return the chart, a line a group; None where no group is large enough."""
        import altair as alt

        from ips_audit.outputs.path import path_chart

        spec = path_chart(self.result)
        return None if spec is None else alt.Chart.from_dict(spec)

    def _table(self) -> TextTable:
        from ips_audit.outputs.path import path_table

        return path_table(self.result, self.release, self.settings)

    def __repr__(self) -> str:
        from ips_audit.outputs.path import path_title

        return "\n".join([path_title(self.result), words.title(self.result), *self.sentences])

    def _repr_html_(self) -> str:
        """Show the answer and its chart in a notebook; the table has many rows."""
        from ips_audit.outputs.charts import chart_svg
        from ips_audit.outputs.path import path_chart, path_title

        said = "".join(f"<p>{html.escape(s)}</p>" for s in self.sentences)
        spec = path_chart(self.result)
        return (
            f"<h3>{html.escape(path_title(self.result))}</h3><p><b>"
            f"{html.escape(words.title(self.result))}</b></p>{said}"
            f"{'' if spec is None else chart_svg(spec)}"
        )
