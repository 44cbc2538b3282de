"""scipy's special functions, imported without loading parts of numpy that are not used here.

When scipy is imported it copies every public name of numpy, which loads numpy's tools for Fortran,
testing and C types. Leaving them out saves about an eighth of the processor time of an audit of a
small file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

# Only parts that no running code uses: another thread may use numpy at the same time.
UNUSED = ("f2py", "testing", "ctypeslib")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Put a placeholder where numpy would load a part of itself when it is first asked for."""
    placeholder = object()
    here = vars(np)
    for name in names:
        here.setdefault(name, placeholder)
    try:
        yield
    finally:
        for name in names:
            if here.get(name) is placeholder:  # otherwise it has been loaded meanwhile
                del here[name]


with _without(UNUSED):
    from scipy.special import chdtrc, chdtri, chndtr, chndtrinc, gammaln, ndtr, ndtri, xlogy

__all__ = ["chdtrc", "chdtri", "chndtr", "chndtrinc", "gammaln", "ndtr", "ndtri", "xlogy"]
