"""What piles up on the way: questions and warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ips_audit.intake.files.source import display_name
from ips_audit.intake.files.table import Table
from ips_audit.model import Question

Named = tuple[str, Table]  # a table and the name under which it is shown


def stem(name: str) -> str:
    """Return a file's name without its ending; a sheet's name as it is."""
    return re.sub(r"\.(xls[xmb]?|ods|csv|tsv|txt)$", "", display_name(name), flags=re.IGNORECASE)


@dataclass
class Draft:
    """What piles up on the way: questions and warnings."""

    questions: list[Question]
    warnings: list[str]

    def ask(self, question: Question) -> None:
        """Add a question once."""
        if all(q.about != question.about for q in self.questions):
            self.questions.append(question)
