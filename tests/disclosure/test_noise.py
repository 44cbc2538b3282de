"""Counts are moved as the method says: bounded, unbiased, and always alike for the same people."""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np
import pytest

from ips_audit.disclosure.noise import FURTHEST, SPREAD, Noise, moves
from ips_audit.disclosure.rules import NONE_HIDDEN, RULES, rule_of
from ips_audit.disclosure.secret import ELSEWHERE, team_secret, usual_place
from ips_audit.words import disclosure as words

SECRET = bytes(range(32))


@pytest.mark.parametrize("n", range(7))
def test_the_table_of_moves(n: int) -> None:
    step, p = moves(n)
    print(f"\n{n}: " + ", ".join(f"{s:+d} {x:.3f}" for s, x in zip(step, p, strict=True)))
    assert step[0] == -min(n, FURTHEST) and step[-1] == FURTHEST
    assert p.sum() == pytest.approx(1) and (p > 0).all()
    assert (step**2 * p).sum() == pytest.approx(SPREAD**2)
    if n:  # a 0 can only go up
        assert (step * p).sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("n", [0, 1, 3, 200])
def test_moves_are_drawn_from_the_table(n: int) -> None:
    noise, draws = Noise(SECRET), 20_000
    moved = np.array([noise.people(n, key, (str(key),)) - n for key in range(draws)])
    step, p = moves(n)
    for s, x in zip(step, p, strict=True):
        assert (moved == s).mean() == pytest.approx(x, abs=4 * np.sqrt(x / draws))


def test_the_same_people_move_alike_whatever_the_table() -> None:
    noise = Noise(SECRET)
    keys = range(1000)
    assert [noise.people(9, k, ("a table",)) for k in keys] == [
        noise.people(9, k, ("another",)) for k in keys
    ]
    other = Noise(SECRET[::-1])
    assert [noise.people(9, k, ()) for k in keys] != [other.people(9, k, ()) for k in keys]
    zeros = {noise.people(0, 0, ("North", str(k))) for k in keys}
    assert zeros == {0, 1, 2, 3, 4}  # of nobody there is no key: the place counts
    assert noise.number(9, ("x",)) == noise.number(9, ("x",))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_small_counts_are_hidden_and_others_rounded(rule: object) -> None:
    shown = [rule_of({"rule": rule.name}).shown(n) for n in range(60)]  # type: ignore[attr-defined]
    if rule is NONE_HIDDEN:
        assert shown == list(range(60))
        return
    threshold, base = rule.threshold, rule.base  # type: ignore[attr-defined]
    assert shown[: threshold + 1] == [None] * (threshold + 1)
    for n, x in enumerate(shown[threshold + 1 :], threshold + 1):
        assert x is not None and x >= base and x % base == 0
        assert abs(x - n) <= base / 2 or x == base


def test_the_secret_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = team_secret(tmp_path / "team" / "secret.txt")
    assert first.new and len(first.value) == 32
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o600
    second = team_secret(first.path)
    assert not second.new and second.value == first.value
    assert team_secret(tmp_path / "other.txt").value != first.value
    monkeypatch.delenv(ELSEWHERE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.platform", "linux")
    assert usual_place() == tmp_path / "config" / "ips_audit" / "secret.txt"


def test_a_secret_that_cannot_be_kept_gets_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside = tmp_path / "file" / "secret.txt"
    with pytest.raises(ValueError) as caught:
        team_secret(inside)
    assert str(caught.value) == words.NO_SECRET.format(path=inside, name=ELSEWHERE)
    with pytest.raises(ValueError) as caught:
        team_secret(tmp_path / "file")
    assert str(caught.value) == words.BAD_SECRET.format(path=tmp_path / "file")
