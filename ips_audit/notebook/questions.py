"""Questions that only the user can answer, each with the keyword that answers it."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import Question
from ips_audit.settings.decisions import path_of
from ips_audit.words import notebook as words


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
