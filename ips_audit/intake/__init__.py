"""Files to coded people and caseload counts."""
