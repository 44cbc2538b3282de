"""Renderings of a report; none recomputes a number."""
