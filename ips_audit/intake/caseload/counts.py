"""The lines of a caseload to counts, under the same coding as the service file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ips_audit.intake.caseload import questions
from ips_audit.intake.caseload.groups_down import whole_group
from ips_audit.intake.caseload.lines import Line, Reading
from ips_audit.intake.caseload.list_of_people import JOINT
from ips_audit.intake.caseload.questions import GROUP_ROW, HIGH, LOW
from ips_audit.intake.caseload.services import match_services
from ips_audit.intake.files.table import blank
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.coding import CHINESE, TOTAL, Coded
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.questions import OUT, Draft
from ips_audit.model import (
    ETHNIC_GROUP,
    NOT_KNOWN,
    Caseload,
    CaseloadCell,
    CaseloadCount,
    ColumnGuess,
    Dimension,
    Settings,
)
from ips_audit.words import caseload as words

# Line, group, whether the answer names the whole group, and whether it is of Chinese people.
Member = tuple[Line, str, bool, bool]
UNSAID = 4  # the most that a bare mark stands for, where no total tells


@dataclass
class Baseline:
    """The caseload as read, before the place of Chinese people is known."""

    settings: Settings
    own: Dimension | None = None  # the user's own, by the service file
    reading: Reading = field(default_factory=Reading)
    coding: coding.ColumnCoding | None = None
    coded_values: dict[Dimension, dict[str, Coded]] = field(default_factory=dict)
    guesses: tuple[ColumnGuess, ...] = ()
    headings: tuple[str, ...] = ()
    draft: Draft = field(default_factory=Draft)
    estimated: bool = False
    given: bool = False

    def coded(self, dimension: Dimension, answer: object) -> Coded:
        """Return what an answer is."""
        key = "" if blank(answer) else plain(answer)
        if dimension in self.coded_values:
            return self.coded_values[dimension][key]
        assert self.coding is not None
        return next(c for c in self.coding.coded if c.answer == key)

    def answer_counts(self) -> Iterator[tuple[str, Coded, int]]:
        """Yield (dimension, coded answer, people) for the coding table."""
        for line in self.reading.lines:
            yield line.dimension.key, self.coded(line.dimension, line.answer), line.n or 0

    def counts(
        self,
        place: str,
        groups: Sequence[str],
        services: Sequence[str],
        draft: Draft,
        present: Sequence[str],
    ) -> Caseload | None:
        """Return the caseload by service, dimension and group, or None where there is none."""
        if not self.given or not self.reading.lines:
            return None
        named = []
        for line in self.reading.lines:
            if (group := self._group(line.dimension, line.answer, place)) is not None:
                whole = self.reading.people is None and whole_group(line.answer) is not None
                chinese = self.coded(line.dimension, line.answer).group == CHINESE
                named.append((line, group, whole, chinese))
        if self.reading.people is None:
            draft.warnings += _said_twice(self.reading.lines)
        said = self.settings.answers.get("caseload", {})
        parts = drop_parts(named, said)
        lines = parts.lines
        for group in dict.fromkeys(parts.doubtful):
            draft.ask(questions.parts_or_whole(group))
        if parts.dropped or self.reading.parts:
            draft.warnings.append(words.PARTS_AND_SUM)
        self._check_total(lines, draft)
        matched = match_services(list(dict.fromkeys(ln.service for ln, _ in lines)), services, said)
        draft.warnings += matched.warnings
        for question in matched.questions:
            draft.ask(question)
        found = _add_up(lines, matched.names, self.reading.total)
        if not parts.doubtful and all(q.default is not None for q in matched.questions):
            self._ask_about_gaps(found, present, draft)
        cells = self._cells(place, matched.names, found)
        counts = tuple(_decided(c, said.get("suppressed")) for c in found)
        return Caseload(counts, self.estimated, cells)

    def _group(self, dimension: Dimension, answer: object, place: str) -> str | None:
        """Return the group that an answer ends in; None where it counts other rows."""
        coded = self.coded(dimension, answer)
        if coded.status == TOTAL:
            return None
        ethnic = dimension == ETHNIC_GROUP
        return final_group(coded, place, self.settings) if ethnic else coded.group

    def _cells(
        self, place: str, names: Mapping[str, str], found: Sequence[CaseloadCount]
    ) -> tuple[CaseloadCell, ...]:
        """Return the people of a list by ethnic group and gender at once.

        Nothing where other files count people, too: then cells would not be all of them.
        """
        sums: dict[tuple[str, tuple[tuple[Dimension, str], ...]], int] = {}
        by_group: dict[tuple[str, Dimension, str], int] = {}
        for line in self.reading.joint:
            groups = {d: self._group(d, a, place) for d, a in line.answers.items()}
            known = {d: g for d, g in groups.items() if g is not None}
            if len(known) < len(groups):
                continue
            service = names[line.service]
            key = service, tuple(known.items())
            sums[key] = sums.get(key, 0) + line.n
            for d, g in known.items():
                by_group[service, d, g] = by_group.get((service, d, g), 0) + line.n
        said = {(c.service, c.dimension, c.group): c.n for c in found}
        if any(by_group.get(key, 0) != n for key, n in said.items() if key[1] in JOINT):
            return ()
        return tuple(CaseloadCell(s, dict(groups), n) for (s, groups), n in sums.items())

    def _check_total(self, lines: Sequence[tuple[Line, str]], draft: Draft) -> None:
        ethnic = [ln.n for ln, _ in lines if ln.dimension == ETHNIC_GROUP]
        said, one = self.reading.total, len({ln.service for ln, _ in lines}) == 1
        if said is None or not one or self.estimated or any(n is None for n in ethnic):
            return
        total = sum(n or 0 for n in ethnic)
        if total != said:
            draft.warnings.append(words.TOTAL_DIFFERS.format(found=total, said=said))

    def _ask_about_gaps(
        self, found: Sequence[CaseloadCount], present: Sequence[str], draft: Draft
    ) -> None:
        said = self.settings.answers.get("caseload", {})
        withheld = [c for c in found if c.n is None]
        if withheld and said.get("suppressed") not in (OUT, LOW, HIGH):
            names = list(dict.fromkeys(c.group for c in withheld))
            bounds = [f"{c.group} {c.low} to {c.high}" for c in withheld]
            draft.ask(questions.withheld(names, bounds))
        ethnic = {c.group for c in found if c.dimension == ETHNIC_GROUP}
        missing = [g for g in present if g not in ethnic]
        # A number that cannot be read is asked about by itself.
        if ethnic and missing and not self.reading.unreadable and said.get("missing_groups") != OUT:
            draft.ask(questions.groups_missing(missing))


def _decided(count: CaseloadCount, said: str | None) -> CaseloadCount:
    """Put a withheld number at the end of its interval that the user chose."""
    end = {LOW: count.low, HIGH: count.high}.get(said or "")
    return count if count.n is not None or end is None else replace(count, n=end)


def _said_twice(lines: Sequence[Line]) -> list[str]:
    """Say which answers stand on more than one row of a table of counts."""
    times = Counter((ln.service, ln.dimension, fold(ln.answer or "")) for ln in lines)
    again = {key[2]: n for key, n in times.items() if n > 1}
    shown = {fold(ln.answer or ""): plain(ln.answer or "") for ln in lines}
    return [words.SAID_TWICE.format(answer=shown[k][:60], n=n) for k, n in again.items()]


def _add_up(
    lines: Sequence[tuple[Line, str]], names: dict[str, str], total: int | None
) -> list[CaseloadCount]:
    """Add the lines of each service, dimension and group; withheld ones stay intervals."""
    sums: dict[tuple[str, Dimension, str], list[Line]] = {}
    for line, group in lines:
        sums.setdefault((names[line.service], line.dimension, group), []).append(line)
    tables = {(service, dimension) for service, dimension, _ in sums}
    rest = None  # people behind the withheld numbers, where the total tells
    if total is not None and len(tables) == 1:
        rest = total - sum(x.n or 0 for v in sums.values() for x in v)
    ranges = {
        key: sum(UNSAID if x.high is None else x.high for x in v if x.n is None)
        if rest is None or rest < 0
        else min(rest, sum(rest if x.high is None else x.high for x in v if x.n is None))
        for key, v in sums.items()
    }
    out = []
    for (service, dimension, group), members in sums.items():
        n = sum(x.n or 0 for x in members)
        if all(x.n is not None for x in members):
            out.append(CaseloadCount(service, dimension, group, n))
            continue
        most = ranges[service, dimension, group]
        least = 0 if rest is None else max(0, rest - (sum(ranges.values()) - most))
        out.append(CaseloadCount(service, dimension, group, None, n + min(least, most), n + most))
    order = {NOT_KNOWN: 1}
    return sorted(out, key=lambda c: (c.service, c.dimension.name, order.get(c.group, 0)))


@dataclass
class Dropped:
    """The lines that count, whether parts were dropped, and groups that nothing decides."""

    lines: list[tuple[Line, str]] = field(default_factory=list)
    dropped: bool = False
    doubtful: list[str] = field(default_factory=list)


def drop_parts(lines: Sequence[Member], said: Mapping[str, str]) -> Dropped:
    """Keep a group's own row where it is the sum of its parts.

    Parameters
    ----------
    lines : sequence of (Line, group, bool, bool)
        In the order of the file; the first bool tells the name of a whole group, the second
        Chinese people, whom the file may count in another group than the audit.
    said : mapping
        What the user decided: "parts of <group>" -> `GROUP_ROW` or `ADD_UP`.

    Returns
    -------
    Dropped
        A group's row that is nearly the sum of its parts, or stands beside withheld ones,
        is doubtful until decided.
    """
    out = Dropped()
    families: dict[tuple[str, Dimension, str], list[Member]] = {}
    chinese: Counter[tuple[str, Dimension]] = Counter()
    for member in lines:
        key = (member[0].service, member[0].dimension, member[1])
        families.setdefault(key, []).append(member)
        chinese[key[:2]] += (member[0].n or 0) if member[3] else 0
    sums = [_is_sum(members[0], members) for members in families.values()]
    for (key, members), is_sum in zip(families.items(), sums, strict=True):
        whole = [m for m in members if m[2]]
        decided = said.get(f"parts of {key[2]}")
        # One such sum may be luck; the name of a whole group, or a second sum, settles it.
        if is_sum and (members[0][2] or sum(sums) > 1):
            kept = members[:1]
        elif named := next((m for m in whole if _is_sum(m, members)), None):
            kept = [named]
        elif len(whole) == 1 and _is_sum_elsewhere(whole[0], members, chinese[key[:2]]):
            kept = [m for m in members if m is not whole[0]]
        elif decided == GROUP_ROW and len(whole) == 1:
            kept = whole
        else:
            kept = members
            if decided is None and len(whole) == 1 and _nearly(whole[0], members):
                out.doubtful.append(key[2])
        out.lines += [(line, group) for line, group, *_ in kept]
        out.dropped |= len(kept) < len(members)
    return out


def _is_sum(member: Member, members: Sequence[Member]) -> bool:
    """Tell whether a row's number is that of all the others together."""
    rest = [m[0].n or 0 for m in members if m is not member]
    return len(rest) > 1 and member[0].n == sum(rest)


def _is_sum_elsewhere(whole: Member, members: Sequence[Member], chinese: int) -> bool:
    """Tell a group's row that is the sum of its parts in a file with another place for Chinese.

    Where the file counts Chinese people in Asian and the audit counts them in Other, or the
    other way round, the row is no sum of what the audit counts in the group; its parts stand.
    """
    rest = [m[0].n or 0 for m in members if m is not whole and not m[3]]
    if not chinese or not rest:
        return False
    if any(m[3] for m in members):
        return len(rest) > 1 and whole[0].n == sum(rest)
    return whole[0].n == sum(rest) + chinese


def _nearly(whole: Member, members: Sequence[Member]) -> bool:
    """Tell whether a group's row could be the sum of the others, rounded or partly withheld."""
    rest = [m[0] for m in members if m is not whole]
    n, known = whole[0].n, sum(line.n or 0 for line in rest)
    return len(rest) > 1 and n is not None and known > 0 and n >= 0.9 * known
