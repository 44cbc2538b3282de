"""The columns of one table while their roles are being decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ips_audit.intake import questions
from ips_audit.intake.files.table import Column, Table
from ips_audit.intake.matching.roles import examples
from ips_audit.model import ColumnGuess, Question, Settings
from ips_audit.words import columns as words


@dataclass
class Matching:
    """What is decided so far, and what piles up on the way: questions, warnings, rivals."""

    table: Table
    roles: Sequence[str]
    chosen: Mapping[str, str]  # role -> heading, as the user decided; empty for no column
    settings: Settings
    key: str = "columns"  # the settings key that questions about columns are about
    taken: dict[str, Column] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    together: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    not_used: list[ColumnGuess] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def is_open(self, role: str) -> bool:
        """Tell whether a role counts for this table and nobody has decided about it."""
        return role in self.roles and role not in self.chosen

    def asked(self, role: str) -> bool:
        """Tell whether a role is being asked about."""
        return any(q.about == f"{self.key}.{role}" for q in self.questions)

    def free(self) -> list[Column]:
        """Return the columns without a role, in their order."""
        used = [*self.taken.values(), *(c for held in self.together.values() for c in held)]
        return [c for c in self.table.columns if all(c is not u for u in used)]

    def take(self, role: str, column: Column, reason: str, *together: Column) -> None:
        """Give a role to a column, which may stand for several."""
        self.taken[role], self.reasons[role] = column, reason
        if together:
            self.together[role] = together

    def drop(self, role: str) -> None:
        """Take a role from its column again."""
        for held in (self.taken, self.reasons, self.together):
            held.pop(role, None)

    def pass_over(self, role: str, columns: Sequence[Column], reason: str) -> None:
        """Name columns that could have played a role, and why they do not."""
        self.not_used += [ColumnGuess(role, c.heading, reason, examples(c)) for c in columns]

    def which(
        self,
        role: str,
        columns: Sequence[Column],
        text: str,
        none: str,
        together: Sequence[Column] = (),
    ) -> None:
        """Ask which column plays a role: one of these, none, or any of those together."""
        if not self.asked(role):
            about = f"{self.key}.{role}"
            self.questions.append(
                questions.which_column(about, shown(columns), text, none, shown(together))
            )


def shown(columns: Sequence[Column]) -> list[questions.Shown]:
    """Return columns as choices of a question."""
    return [questions.Shown(c.heading, examples(c)) for c in columns]


def named(columns: Sequence[Column]) -> str:
    """Name columns in a sentence, with an answer of each where it may be shown."""

    def one(column: Column) -> str:
        held = examples(column)
        like = f" ({words.SUCH_AS} {held[0]})" if held else ""
        return f"“{column.heading}”{like}"

    return ", ".join(map(one, columns))
