"""Bytes to a table: formats, encodings, limits, headings, totals."""
