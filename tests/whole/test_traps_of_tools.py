"""Mistakes of popular tools, held through the whole way from a file to the counts."""

from __future__ import annotations

from ips_audit.analysis.audit import audit
from ips_audit.intake.files.reading import find_table_in_book, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    GENDER,
    NOT_KNOWN,
    AuditReport,
    Check,
    Prepared,
    Provenance,
    Settings,
)

HEAD = "Ethnicity,Gender,Age,Start date,Job outcome"


def ready(lines: list[str], caseload: list[str] | None = None, **decided: object) -> Prepared:
    def table(name: str, rows: list[str]) -> tuple[str, object]:
        return name, find_table_in_book(open_source(name, "\n".join(rows).encode()))[0]

    base = [table("caseload.csv", caseload)] if caseload else []
    return prepare([table("service.csv", lines)], base, Settings(**decided))  # type: ignore[arg-type]


def audited(prepared: Prepared) -> AuditReport:
    assert prepared.people is not None
    return audit(prepared.people, prepared.caseload, prepared.settings, Provenance(prepared.rows))


def outcomes(report: AuditReport) -> Check:
    return next(
        c for c in report.checks
        if (c.question, c.people, dict(c.within)) == ("outcome", "everyone", {})
    )  # fmt: skip


def row(group: str, outcome: str, day: int, gender: str = "Female") -> str:
    return f"{group},{gender},30,2019-01-{day:02d},{outcome}"


def test_an_unknown_outcome_word_is_neither_no_nor_yes() -> None:
    people = [row("White British", "Yes", d) for d in range(10, 20)]
    people += [row("Indian", "No", d) for d in range(10, 20)]
    people += [row("Indian", "Frobnicated", d) for d in range(20, 24)]
    found = ready([HEAD, *people])
    assert found.people is not None
    assert int((found.people.job == -1).sum()) == 4
    word = next(r for r in found.coding if r.answer == "Frobnicated")
    assert word.status in ("ask", "suggested", "not known") and word.service_count == 4


def test_one_blank_answer_deletes_nobody_from_other_tables() -> None:
    people = [row("White British", "Yes", d, "") for d in range(10, 20)]
    people += [row("Indian", "No", d, "Male") for d in range(10, 22)]
    report = audited(ready([HEAD, *people], blank_outcome_means_no=True))
    check = outcomes(report)
    assert check.total_of == 22
    assert report.who[0].people == 22 and report.who[0].counts[GENDER].not_known == 10


def test_both_sides_are_grouped_alike() -> None:
    people = [row(code, "Yes" if d % 2 else "No", d) for code in "ACHMN" for d in range(10, 20)]
    base = ["Ethnic group,People", "White,100", "Asian/Asian British,80", "Black/Black British,90"]
    report = audited(ready([HEAD, *people], base, caseload_includes_service=True))
    check = next(c for c in report.checks if c.question == "access" and c.groups)
    assert {g.group: (g.n, g.of) for g in check.groups} == {
        "White": (20, 100), "Asian/Asian British": (10, 80), "Black/Black British": (20, 90),
    }  # fmt: skip
    assert NOT_KNOWN not in {g.group for g in check.groups}
