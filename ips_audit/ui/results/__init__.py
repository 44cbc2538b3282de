"""The last step: what was found, how it was worked out, and what can be taken away."""
