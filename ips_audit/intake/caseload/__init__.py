"""Caseload files to counts: long, wide, in sections, or one row a person."""
