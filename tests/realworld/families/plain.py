# ruff: noqa: E501
"""Kind 16: ordinary files with one sensible reading, to be read without any question."""

from __future__ import annotations

from datetime import date, timedelta

from realworld.folk import (
    FIVE,
    NHS,
    RIO,
    Columns,
    as_file,
    folk,
    iso,
    named,
    table,
    truth,
    uk,
    yes,
)  # fmt: skip
from realworld.model import Case

FY22 = date(2022, 4, 1), date(2023, 3, 31)
FY23 = date(2023, 4, 1), date(2024, 3, 31)
Y2024 = date(2024, 1, 1), date(2024, 12, 31)
DAY = timedelta(days=1)


def plain(name: str, seed: int, n: int, span: tuple[date, date], file: str, columns: Columns,
          *more: str, **how: object) -> Case:  # fmt: skip
    people = folk(seed, n, *span)
    right = truth(people, *more, period=(span[0].isoformat(), span[1].isoformat()))
    return Case(f"k16_{name}", 16, (as_file(file, table(people, columns), **how),), truths=(right,))


def cases() -> list[Case]:
    return [
        plain("ips_start_datetime", 301, 88, FY23, "dashboard.csv", {
            "Pseudo_ID": lambda p: p.ref, "IPS_Start_DateTime": lambda p: f"{p.start}T09:15:00",
            "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Job_Outcome": lambda p: yes(p.job)}, "gender", "age"),
        plain("program_start_date", 302, 60, Y2024, "enrollments.xlsx", {
            "Participant ID": lambda p: p.ref, "Program start date": lambda p: p.start,
            "Race": lambda p: p.label(FIVE), "Gender": lambda p: p.gender,
            "Age at enrollment": lambda p: p.age, "Job start date": lambda p: p.job_date}),
        plain("gained_job_yn", 303, 75, FY22, "tracker.csv", {
            "Client ref": lambda p: p.ref, "Ethnic origin": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Start date": lambda p: uk(p.start), "Gained job (Y/N)": lambda p: yes(p.job)[0]}, "age"),
        plain("carenotes", 304, 96, FY23, "carenotes.xlsx", {
            "Carenotes ID": lambda p: p.ref, "Sex": lambda p: p.gender,
            "Ethnicity Description": lambda p: p.label(RIO), "Date Of Birth": lambda p: p.born,
            "Date accepted": lambda p: p.start, "Entered employment": lambda p: yes(p.job)}),
        plain("iaptus", 305, 70, Y2024, "iaptus.csv", {
            "IAPTus ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(RIO),
            "Gender": lambda p: p.gender, "Date of birth": lambda p: uk(p.born),
            "First appointment date": lambda p: uk(p.start),
            "Employment start date": lambda p: uk(p.job_date)}, bom=True),
        plain("pcmis", 306, 64, FY23, "pcmis.csv", {
            "CaseNumber": lambda p: p.ref, "EthnicOrigin": lambda p: p.label(),
            "Gender": lambda p: p.gender, "AgeAtStart": lambda p: p.age,
            "DateOfFirstContact": lambda p: iso(p.start), "GainedEmployment": lambda p: yes(p.job)}),
        plain("rio_one_team", 307, 82, FY22, "rio.csv", {
            "RiO ID": lambda p: p.ref, "Team Name": lambda p: "IPS North",
            "Ethnicity": lambda p: p.label(RIO), "Gender": lambda p: p.gender,
            "Age": lambda p: p.age, "Accepted Date": lambda p: named(p.start),
            "Job Start Date": lambda p: named(p.job_date)}, "gender"),
        plain("nhs_letters_only", 308, 110, FY23, "mhsds like.csv", {
            "LocalPatientId": lambda p: p.ref, "EthnicCategory": lambda p: p.label(NHS),
            "Gender": lambda p: "12"[p.gender == "Female"], "AgeServReferRecDate": lambda p: p.age,
            "Service start date": lambda p: iso(p.start), "JobStart": lambda p: yes(p.job)}),
        plain("salesforce", 309, 58, Y2024, "report1700000000000.csv", {
            "Contact ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age at Start": lambda p: p.age,
            "Programme Start Date": lambda p: uk(p.start),
            "Job Start Date": lambda p: uk(p.job_date), "Employer": lambda p: "Shop" if p.job else ""}),
        plain("with_job_title_and_hours", 310, 69, FY23, "clients.xlsx", {
            "ID": lambda p: p.ref, "Date started with IPS": lambda p: p.start,
            "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Job start date": lambda p: p.job_date, "Job title": lambda p: "Cook" if p.job else None,
            "Hours per week": lambda p: 20 if p.job else None}),
        plain("with_end_dates", 311, 72, FY23, "episodes.csv", {
            "Service user ID": lambda p: p.ref, "Start date": lambda p: uk(p.start),
            "Discharge date": lambda p: uk(p.start + 240 * DAY), "Ethnicity": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Job start date": lambda p: uk(p.job_date),
            "Job end date": lambda p: uk(p.job_date + 99 * DAY) if p.job_date else ""}),
        plain("profile_only_financial_year", 312, 103, FY23, "ipsgrow.xlsx", {
            "Client ID": lambda p: p.ref, "Date of first vocational profile": lambda p: p.start,
            "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Paid job": lambda p: yes(p.job)}),
        plain("quarter_of_a_financial_year", 313, 54, FY23, "q.csv", {
            "Unique ID": lambda p: p.ref, "Quarter": lambda p: f"Q{(p.start.month - 4) % 12 // 3 + 1}",
            "Access date": lambda p: uk(p.start), "Ethnic group": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age, "Got job?": lambda p: yes(p.job)[0]}),
        plain("lower_case_snake", 314, 61, FY22, "db_dump.csv", {
            "person_id": lambda p: p.ref, "ethnic_group": lambda p: p.label(),
            "gender": lambda p: p.gender, "age_at_start": lambda p: p.age,
            "start_date": lambda p: iso(p.start), "job_start_date": lambda p: iso(p.job_date)}),
        plain("one_and_nought", 315, 93, FY23, "flags.csv", {
            "ClientID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
            "Age": lambda p: p.age, "Start Date": lambda p: iso(p.start),
            "Employed": lambda p: int(p.job)}),
        plain("semicolons", 316, 57, FY23, "uitvoer.csv", {
            "Client number": lambda p: p.ref, "Ethnicity": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age, "Start date": lambda p: uk(p.start),
            "Job outcome": lambda p: yes(p.job)}, sep=";"),
        plain("job_in_words", 317, 66, Y2024, "outcomes.xlsx", {
            "Ref": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
            "Age": lambda p: p.age, "Intake date": lambda p: p.start,
            "Employment outcome": lambda p: "Paid employment" if p.job else "No"}),
        plain("referral_is_before_profile", 318, 80, FY22, "service.csv", {
            "Client ID": lambda p: p.ref, "Date of referral": lambda p: uk(p.referral),
            "IPS start date": lambda p: uk(p.start), "Ethnicity": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age at referral": lambda p: p.age,
            "Job gained": lambda p: yes(p.job)}),
    ]  # fmt: skip
