"""What the user decided: its keys, its file, and taking a decision back."""
