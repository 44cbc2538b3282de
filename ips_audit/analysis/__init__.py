"""Counts to findings."""
