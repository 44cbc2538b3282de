"""What the user decided: its file, and taking a decision back."""
