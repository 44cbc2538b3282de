"""The caseload's services under the names of the service file's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ips_audit.intake.caseload import questions
from ips_audit.intake.caseload.lines import NATIONS, WHOLES
from ips_audit.intake.caseload.questions import NOT_THERE
from ips_audit.intake.matching.codelists import fold
from ips_audit.model import ALL_SERVICES, Question
from ips_audit.words import caseload as words

# Words that do not tell one service from another.
COMMON = frozenset(("ips", "service", "services", "team", "the", "employment", "nhs", "trust"))


@dataclass
class Matched:
    """The caseload's services, each with the name it gets, and what must be asked or said."""

    names: dict[str, str]
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def match_services(theirs: Sequence[str], ours: Sequence[str], said: Mapping[str, str]) -> Matched:
    """Match the services of the caseload with those of the service file.

    Parameters
    ----------
    theirs, ours : sequences of str
        Names in the caseload, names in the service file.
    said : mapping
        What the user decided: "service" or "service <name>" -> a name in the caseload.

    Returns
    -------
    Matched
        Equal names match. A name that only adds words like "IPS" matches with a question
        that has a default, and is said. Any other needs an answer.
    """
    by_name = {fold(s): s for s in ours}
    out = Matched({t: by_name.get(fold(t), t) for t in theirs})
    if len(theirs) == 1 and len(ours) == 1:
        return Matched({theirs[0]: ours[0]})
    if ALL_SERVICES in theirs and len(theirs) == 1:
        return out
    if len(ours) == 1 and ours[0] not in out.names.values():
        return _choose_one(theirs, ours[0], said)
    for service in ours:
        if service not in out.names.values() and len(ours) > 1:
            _match_one(service, out, said)
    return out


def _choose_one(theirs: Sequence[str], service: str, said: Mapping[str, str]) -> Matched:
    """Ask which service of the caseload belongs to the one service of the file."""
    chosen = said.get("service")
    if chosen in theirs:
        return Matched({t: service if t == chosen else t for t in theirs})
    # A nation holds its providers: they are never added up.
    together = not any(fold(t) in NATIONS | WHOLES for t in theirs)
    if chosen == ALL_SERVICES and together:
        return Matched(dict.fromkeys(theirs, service))
    return Matched({t: t for t in theirs}, [questions.which_service(theirs, together)])


def _match_one(service: str, out: Matched, said: Mapping[str, str]) -> None:
    free = [t for t, name in out.names.items() if name == t]
    chosen = said.get(f"service {service}")
    if chosen == NOT_THERE:
        return
    if chosen in free:
        out.names[chosen] = service
        return
    near = [t for t in free if _words(t) == _words(service)]
    default = near[0] if len(near) == 1 else None
    if default is not None:
        out.names[default] = service
        out.warnings.append(words.SERVICE_NEAR.format(service=service, name=default))
    out.questions.append(questions.same_service(service, free, default))


def _words(name: str) -> frozenset[str]:
    """Return the words that tell a service from others."""
    return frozenset(fold(name).split()) - COMMON or frozenset(fold(name).split())
