"""A person's key is the same in every file and every quarter, and tells people apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from ips_audit.analysis.counting import tally
from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.table import Column, build_table
from ips_audit.intake.files.unique_texts import RawTexts
from ips_audit.intake.people.keys import _of_references
from ips_audit.intake.prepare import prepare
from ips_audit.model import ETHNIC_GROUP, People, Settings

HEADS = ["Client ID", "Ethnicity", "Gender", "Start date", "Job outcome"]
YEAR = Settings(columns={"person": "Client ID"})


def people(ids: list[str], heads: list[str] = HEADS) -> People:
    """Return people as a file gives them; every tenth one has no reference."""
    rows = [
        [r, ("White", "Indian")[i % 2], "Male", f"{i % 28 + 1:02}/03/2019", ("Yes", "No")[i % 2]]
        for i, r in enumerate(ids)
    ]
    skip = 0 if heads == HEADS else 1
    table = build_table("x.csv", None, [heads, *(r[skip:] for r in rows)])
    assert table is not None
    found = prepare([("x.csv", table)], [], YEAR if not skip else Settings()).people
    assert found is not None
    return found


def test_the_same_references_in_any_order_give_the_same_keys() -> None:
    ids = [f"C{i:03}" for i in range(40)]
    first, second = people(ids).key, people([i.lower() for i in ids[::-1]]).key
    assert first is not None and second is not None
    assert len(set(first)) == 40
    assert first.tolist() == second[::-1].tolist()


def test_people_without_a_reference_differ_by_what_is_known_of_them() -> None:
    ids = [f"C{i}" if i % 10 else "" for i in range(40)]
    key = people(ids).key
    assert key is not None and len(set(key)) == 40
    assert people(ids, HEADS[1:]).key is None  # then all of it follows from the tally


@pytest.mark.parametrize("texts", [["C1", "c22", "D-333", "longer than eight"], ["A1", "B2"]])
def test_a_large_file_gives_the_same_keys_as_a_small_one(texts: list[str]) -> None:
    codes = Codes(np.arange(len(texts), dtype=np.int32), tuple(texts))
    small = _of_references(Column("ID", "ID", "A", codes))
    large = _of_references(Column("ID", "ID", "A", RawTexts([pa.array(texts)])))
    assert small.tolist() == large.tolist()


def test_the_tally_adds_keys_up() -> None:
    found = people([f"C{i}" for i in range(40)])
    assert found.key is not None
    total = int(found.key.sum(dtype=np.uint64))
    keys = tally(found, YEAR).part().keys_by(ETHNIC_GROUP)
    assert sum(keys.values()) % 2**64 == total
    fewer = replace(found, key=found.key + np.uint64(1))
    assert tally(fewer, YEAR).part().keys_by(ETHNIC_GROUP) != keys
