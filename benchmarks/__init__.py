"""Measurements by hand: error rates, speed, load."""
