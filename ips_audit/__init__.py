"""Check an individual placement and support service for zero exclusion."""

__version__ = "0.1.0"
