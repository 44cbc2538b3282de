"""What is left out while scipy loads is there for whoever asks for it later."""

from __future__ import annotations

import subprocess
import sys

ASK = """
import sys, threading
import numpy as np
before = vars(np).keys() - {"f2py", "testing", "ctypeslib"}
from ips_audit.analysis import special
assert "numpy.f2py" not in sys.modules and "numpy.testing" not in sys.modules
assert not {"f2py", "testing", "ctypeslib"} & vars(np).keys()
assert before <= vars(np).keys()
assert abs(float(special.chdtrc(1, 3.841458820694124)) - 0.05) < 1e-12
np.testing.assert_allclose([1.0], [1.0])
print(np.f2py.__name__, np.ctypeslib.__name__)
import scipy.stats
print(scipy.stats.norm.sf(0))
"""


def test_numpy_is_whole_afterwards() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["numpy.f2py", "numpy.ctypeslib", "0.5"], done.stderr
