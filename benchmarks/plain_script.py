"""The same job as an analyst's script: pandas and scipy.stats, no checks of the file."""

from __future__ import annotations

import json
import sys

import pandas as pd
from scipy import stats

FIVE = {
    "White - British": "White", "White - Irish": "White",
    "Mixed - White and Black Caribbean": "Mixed", "Indian": "Asian", "Pakistani": "Asian",
    "Any other Asian background": "Asian", "African": "Black", "Caribbean": "Black",
    "Any other ethnic group": "Other",
}  # fmt: skip


def main(service: str, caseload: str, out: str) -> None:
    """Read, group, test access and jobs, and write the results."""
    if service.endswith(".xlsx"):
        people = pd.read_excel(service, engine="calamine")
    else:
        people = pd.read_csv(service)
    people = people.drop_duplicates("Client ID")
    start = pd.to_datetime(people["Start date"], dayfirst=True)
    people = people[start.between(pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31"))]
    people["group"] = people["Ethnicity"].map(FIVE)
    known = people.dropna(subset=["group"])
    base = pd.read_csv(caseload)
    base["group"] = base["Ethnic group"].map(FIVE)
    sizes = base.dropna(subset=["group"]).groupby("group")["Number of people"].sum()
    counts = known["group"].value_counts().reindex(sizes.index)
    results = {"access": list(stats.chi2_contingency([counts, sizes - counts], False)[:3])}
    bands = pd.cut(known["Age"], [0, 25, 40, 55, 200])
    for name, part in [("all", known), *known.groupby("Gender"), *known.groupby(bands)]:
        table = pd.crosstab(part["group"], part["Job outcome"])
        results[str(name)] = list(stats.chi2_contingency(table, False)[:3])
    with open(out, "w", encoding="utf-8") as file:
        json.dump(results, file, default=float)


if __name__ == "__main__":
    main(*sys.argv[1:4])
