"""What piles up on the way: questions and warnings."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.intake.table import Table
from ips_audit.model import Question

Named = tuple[str, Table]  # a table and the name under which it is shown


@dataclass
class Draft:
    """What piles up on the way: questions and warnings."""

    questions: list[Question]
    warnings: list[str]

    def ask(self, question: Question) -> None:
        """Add a question once."""
        if all(q.about != question.about for q in self.questions):
            self.questions.append(question)
