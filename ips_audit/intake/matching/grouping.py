"""The last word on an answer's ethnic group: scheme, place of Chinese people, own groups."""

from __future__ import annotations

from ips_audit.intake.matching.coding import CHINESE, CHINESE_GROUPS, Coded
from ips_audit.intake.matching.detailed import SCHEME, detailed
from ips_audit.model import Settings


def final_group(coded: Coded, place: str, settings: Settings) -> str:
    """Return a coded answer's group.

    Parameters
    ----------
    coded : Coded
        As coded into five groups, or as given.
    place : str
        "Asian" or "Other": where Chinese people are counted, if they have no group of their own.
    settings : Settings
        The scheme, and the user's own names for groups.

    Returns
    -------
    str
    """
    group = coded.group
    if settings.ethnic_scheme == SCHEME:
        group = detailed(coded).group
    elif group == CHINESE and settings.ethnic_scheme != "as given":
        group = CHINESE_GROUPS[place]
    return settings.own_groups.get(group, group)
