"""The sums behind one group's intervals, as lines for a whiteboard."""

HEAD = "{group}: {x} of {n}. Compared with {others}: {ox} of {on}. z = {z:.3f} for 95%."
WILSON = """\
Rate of {who} (Wilson's interval)
  p = x ÷ n = {x} ÷ {n} = {p:.4f}
  middle = (x + z²/2) ÷ (n + z²) = ({x} + {half_z2:.3f}) ÷ ({n} + {z2:.3f}) = {middle:.4f}
  half = z ÷ (n + z²) × √(x(n − x) ÷ n + z²/4) = {half:.4f}
  likely range = middle − half to middle + half = {low:.4f} to {high:.4f}"""
NEWCOMBE = """\
Difference (Newcombe's interval, method 10)
  p₁ − p₂ = {p1:.4f} − {p2:.4f} = {d:+.4f}
  lower = d − √((p₁ − l₁)² + (u₂ − p₂)²) = {low:+.4f}
  upper = d + √((u₁ − p₁)² + (p₂ − l₂)²) = {high:+.4f}"""
RATIO = """\
Ratio (Koopman's interval)
  p₁ ÷ p₂ = {p1:.4f} ÷ {p2:.4f} = {ratio:.4f}
  An end is a ratio at which the best fitting rates lie exactly z² = {z2:.3f} from the counts."""
END = """\
  {side} end {ratio:.4f}: rates {rate:.4f} and {others_rate:.4f};
    (x − n·rate)² ÷ (n·rate·(1 − rate)): {distance:.3f} + {others_distance:.3f} = {total:.3f}"""
NO_END = "  {side} end: {what}"
SIDES = ("lower", "upper")
NO_ENDS = ("0", "without limit")
REFERENCES = """\
Wilson (1927), Journal of the American Statistical Association 22:209-212.
Newcombe (1998), Statistics in Medicine 17:873-890.
Koopman (1984), Biometrics 40:513-517.
Holm (1979), Scandinavian Journal of Statistics 6:65-70."""
TITLE = "The intervals of one group, step by step"
WHICH = "Group to work out"
