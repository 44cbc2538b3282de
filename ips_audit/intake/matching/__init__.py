"""A table to roles and groups: which column is which, and what its answers mean."""
