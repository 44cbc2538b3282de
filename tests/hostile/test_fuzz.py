"""A bounded number of mutated samples; the long run is `python -m tests.hostile.fuzz 20000`."""

from __future__ import annotations

from collections import Counter

from tests.hostile.fuzz import outcome

CASES = 250


def test_mutated_samples_end_in_people_or_in_a_plain_refusal() -> None:
    found = Counter(outcome(number) for number in range(CASES))
    assert found.total() == CASES
    assert found["people"] > CASES / 10  # the mutations do not only break the container
    assert found["refused"] > CASES / 10
