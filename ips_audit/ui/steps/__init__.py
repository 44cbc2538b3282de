"""The first three steps: choose the files, match the columns, check the answers."""
