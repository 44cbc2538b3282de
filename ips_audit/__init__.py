"""Check an individual placement and support service for zero exclusion.

`audit` runs the whole check from Python; `ips_audit.notebook` holds what it returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ips_audit.notebook import Audit
    from ips_audit.notebook.inputs import Given

__version__ = "0.2.0"
__all__ = ["__version__", "audit"]


def audit(
    service: Given,
    caseload: Given | None = None,
    *,
    population: Given | None = None,
    period: tuple[str, str] | None = None,
    settings: object = None,
    **decided: Any,
) -> Audit:
    """Run the whole audit on files or data frames.

    Parameters
    ----------
    service : path, bytes, data frame, or a list or dict of these
        One row a person. A dict names its services: ``{"North": frame, "South": frame}``.
    caseload : the same, optional
        Numbers by group, or one row a person. Without it access is not checked.
    population : the same, optional
        Of the local population, such as a table of the Census. It is shown beside the
        caseload; no test is made of it.
    period : (str, str), optional
        First and last day, like ``("2019-01-01", "2019-12-31")``.
    settings : path, bytes or dict, optional
        A settings file, as the page and the command line write it.
    **decided
        Any key of the settings file, like ``minimum_months=3`` or
        ``columns={"ethnicity": "Ethnic origin"}``. They count before `settings`.

    Returns
    -------
    Audit
        Exact numbers; its `share_safe` gives the version to pass on.

    Raises
    ------
    OpenQuestions
        If only the user can know an answer: each question with the keyword that answers it.
    UnreadableFile, SettingsError, ValueError
        If the input cannot be used; one plain message.
    """
    from ips_audit.notebook import run

    if period is not None:
        decided["period"] = {"from": str(period[0]), "to": str(period[1])}
    files = {"service": service, "caseload": caseload, "population": population}
    return run(files, settings, decided)
