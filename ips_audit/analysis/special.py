"""scipy's special functions, loaded without what they drag along.

On import scipy copies every public name of numpy, and so loads numpy's tools for Fortran, testing
and more, which nobody here uses: more than half of the time that the import takes, in every audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

# Only what no running code asks of numpy: another thread may be at work meanwhile.
UNUSED = ("f2py", "testing", "ctypeslib")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Let numpy's parts that are loaded when first asked for stay unloaded, for the moment."""
    held = object()
    here = vars(np)
    for name in names:
        here.setdefault(name, held)
    try:
        yield
    finally:
        for name in names:
            if here.get(name) is held:  # else somebody has loaded it meanwhile
                del here[name]


with _without(UNUSED):
    from scipy.special import chdtrc, chdtri, chndtr, chndtrinc, gammaln, ndtr, ndtri, xlogy

__all__ = ["chdtrc", "chdtri", "chndtr", "chndtrinc", "gammaln", "ndtr", "ndtri", "xlogy"]
