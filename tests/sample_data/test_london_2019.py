"""The made-up London people give every figure that the study prints.

Figures are worked out here from the files alone, with pandas and scipy, so that a mistake in the
package cannot hide a mistake in the sample data.
"""

import csv
import re
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from scipy import stats

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "london_2019"
WITH_TOTAL = {"CNWL": ["CNWL IPS"], "WWT": ["WWT IPS"], "Total": ["CNWL IPS", "WWT IPS"]}
GROUPS = ["White", "Asian/Asian British", "Black/Black British", "Mixed", "Other"]
LETTERS = dict(
    [(c, "White") for c in "ABC"]
    + [(c, "Mixed") for c in "DEFG"]
    + [(c, "Asian/Asian British") for c in "HJKL"]
    + [(c, "Black/Black British") for c in "MNP"]
    + [("S", "Other"), ("Z", "Not known"), ("99", "Not known")]
)
STARTS = {
    "White - ": "White",
    "Asian or Asian British - ": "Asian/Asian British",
    "Black or Black British - ": "Black/Black British",
    "Mixed - ": "Mixed",
    "Other Ethnic Groups - ": "Other",
    "Not ": "Not known",
}
BANDS = {"up to 25": (0, 25), "26-40": (26, 40), "41-55": (41, 55), "over 55": (56, 200)}


def group_of(answer: str) -> str:
    """One of the five groups, from an NHS letter or label."""
    if answer in LETTERS:
        return LETTERS[answer]
    return next(group for start, group in STARTS.items() if answer.startswith(start))


@cache
def people() -> pd.DataFrame:
    """Both services, one row a person."""
    cnwl = pd.read_excel(
        SAMPLE / "cnwl_service.xlsx", sheet_name="People", engine="openpyxl", dtype=object
    )
    wwt = pd.read_csv(SAMPLE / "wwt_service.csv", keep_default_na=False)
    for column in ("Start date", "Job start date"):
        cnwl[column] = pd.to_datetime(cnwl[column])
        wwt[column] = pd.to_datetime(wwt[column], format="%d/%m/%Y", errors="raise")
    both = pd.concat([cnwl, wwt], ignore_index=True)
    both["Group"] = both["Ethnicity"].map(group_of)
    both["Job"] = both["Job outcome"].map({"Yes": True, "No": False}).astype(bool)
    both["Age"] = both["Age"].astype(int)
    return both


@cache
def caseload() -> pd.Series:
    """Caseload counts by service, dimension and group."""
    sheet = pd.read_excel(SAMPLE / "caseload.xlsx", sheet_name="Caseload", engine="openpyxl")
    return sheet.set_index(["Service", "Dimension", "Group"])["People"]


def chosen(row: dict[str, str]) -> pd.DataFrame:
    """The people whom a published figure is about."""
    frame = people()[people()["Service"].isin(WITH_TOTAL[row["service"]])]
    if row["people"] == "first half-year":
        frame = frame[frame["Start date"] <= "2019-06-30"]
    return frame


def chi_square_test(tables: pd.DataFrame | list[list[int]]) -> tuple[float, float, int]:
    """Chi-square without correction, p, degrees of freedom."""
    result = stats.chi2_contingency(tables, correction=False)
    return float(result.statistic), float(result.pvalue), int(result.dof)


def outcome_test(frame: pd.DataFrame) -> tuple[float, float, int]:
    """Job by ethnic group, among people whose group is known."""
    known = frame[frame["Group"] != "Not known"]
    return chi_square_test(pd.crosstab(known["Group"], known["Job"]))


def access_test(row: dict[str, str], frame: pd.DataFrame) -> tuple[float, float, int]:
    """Service against caseload, in the form that the figure's name asks for."""
    gender = row["group"] == "Gender"
    groups = ["Male", "Female"] if gender else GROUPS
    column, dimension = ("Gender", "Gender") if gender else ("Group", "Ethnic group")
    service = frame[column].value_counts()[groups].to_numpy()
    whole = caseload()[f"{row['service']} IPS", dimension][groups].to_numpy()
    if "goodness of fit" in row["measure"]:
        result = stats.chisquare(service, service.sum() * whole / whole.sum())
        return float(result.statistic), float(result.pvalue), len(groups) - 1
    if "not accessed" in row["measure"]:
        return chi_square_test([service, whole - service])
    return chi_square_test([service, whole])


def within(row: dict[str, str], frame: pd.DataFrame) -> pd.DataFrame:
    """Men, women or an age band."""
    if row["group"] in BANDS:
        return frame[frame["Age"].between(*BANDS[row["group"]])]
    if row["group"] in ("Male", "Female"):
        return frame[frame["Gender"] == row["group"]]
    return frame


def chi_square_or_p(row: dict[str, str], frame: pd.DataFrame) -> float:
    """A figure of a test; its degrees of freedom must be as named."""
    access = row["where"] in ("Table 2", "(not printed)") or row["group"] == "Gender"
    statistic, p, df = access_test(row, frame) if access else outcome_test(within(row, frame))
    named = re.search(r"df (\d)", row["measure"])
    assert df == (int(named[1]) if named else df)
    return statistic if row["measure"].startswith("chi-square") else p


def share_or_count(row: dict[str, str], frame: pd.DataFrame) -> float:
    """A count, a percentage or a figure of age."""
    measure, group = row["measure"], row["group"].replace("Not known/stated", "Not known")
    known = frame[frame["Group"] != "Not known"]
    column = "Group"
    if group in ("Male", "Female", "Not known (gender)"):
        column, group = "Gender", group.replace("Not known (gender)", "Not stated")
        known = frame[frame["Gender"] != "Not stated"]
    mine = frame[frame[column] == group] if group else known
    ages = frame["Age"]
    simple = {
        "people": len(frame),
        "n": len(mine),
        "service n": len(mine),
        "ethnicity known, n": len(known),
        "ethnicity known, percent": 100 * len(known) / len(frame),
        "percent of known": 100 * len(mine) / len(known),
        "service percent of known": 100 * len(mine) / len(known),
        "service percent of all": 100 * len(mine) / len(frame),
        "employed, n": mine["Job"].sum(),
        "employed, n (ethnicity known)": mine["Job"].sum(),
        "employed, percent": 100 * mine["Job"].mean() if len(mine) else 0.0,
        "age mean": ages.mean(),
        "age s.d.": ages.std(),
        "age minimum": ages.min(),
        "age maximum": ages.max(),
    }
    if measure in simple:
        return float(simple[measure])
    counts = caseload()[f"{row['service']} IPS", "Ethnic group"]
    return {
        "caseload n": float(counts[group]),
        "caseload percent of known": 100 * counts[group] / counts[GROUPS].sum(),
        "caseload percent of all": 100 * counts[group] / counts.sum(),
        "percent of caseload accessing": 100 * len(mine) / counts[group],
    }[measure]


def agrees(value: float, text: str) -> bool:
    """Whether the value rounds to the text, at the text's own number of decimals."""
    if text.startswith("<"):
        return value < float(text[1:])
    half_a_unit = Decimal(1).scaleb(int(Decimal(text).as_tuple().exponent)) / 2
    return abs(value - float(text)) <= float(half_a_unit) * (1 + 1e-6)


with (ROOT / "tests" / "data" / "published_figures.csv").open(encoding="utf-8") as file:
    FIGURES = list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", FIGURES, ids=lambda r: " · ".join((r["service"], r["people"], r["group"], r["measure"]))
)
def test_every_published_figure_comes_out(row: dict[str, str]) -> None:
    frame = chosen(row)
    is_test = row["measure"].startswith(("chi-square", "p,")) or row["measure"] == "p"
    value = chi_square_or_p(row, frame) if is_test else share_or_count(row, frame)
    as_printed = bool(row["printed"]) and agrees(value, row["printed"])
    # Where a note says that the print is wrong, or nothing is printed, the recomputed figure holds.
    may_differ = bool(row["note"]) or not row["printed"]
    assert as_printed or (may_differ and agrees(value, row["recomputed"])), value


def test_p_of_the_age_bands_agrees_to_four_decimals() -> None:
    rows = [r for r in FIGURES if r["group"] in BANDS and r["measure"] == "p"]
    assert len(rows) == 4
    for row in rows:
        assert agrees(chi_square_or_p(row, chosen(row)), row["recomputed"])


def test_rows_are_consistent_and_realistic() -> None:
    frame = people()
    start, job = frame["Start date"], frame["Job start date"]
    assert frame["Reference"].is_unique and frame["Reference"].str.startswith("DEMO-").all()
    assert start.between("2019-01-01", "2019-12-31").all()
    assert (job.notna() == frame["Job"]).all()
    assert (job.dropna() > start[job.notna()]).all()
    assert (job.dropna() <= "2019-12-31").all()
    unknown = frame[frame["Group"] == "Not known"]
    assert 0 < unknown["Job"].mean() < 1
    totals = caseload().groupby(level=["Service", "Dimension"]).sum()
    assert (totals["CNWL IPS"] == 8363).all() and (totals["WWT IPS"] == 2282).all()


def test_making_the_files_again_gives_the_same_rows(tmp_path: Path) -> None:
    script = ROOT / "sample_data" / "make_london_2019.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=120)
    for name in ("wwt_service.csv", "ABOUT.txt"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text == (SAMPLE / name).read_text(encoding="utf-8")
    for name in ("cnwl_service.xlsx", "caseload.xlsx"):
        made = pd.read_excel(tmp_path / name, sheet_name=None, header=None, engine="openpyxl")
        kept = pd.read_excel(SAMPLE / name, sheet_name=None, header=None, engine="openpyxl")
        assert list(made) == list(kept)
        for sheet in made:
            pd.testing.assert_frame_equal(made[sheet], kept[sheet])
