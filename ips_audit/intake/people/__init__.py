"""Rows to people: one row a person, and a reason for each row that is left out."""
