"""The trainer's room: stories of made-up people, what if, chance alone. Demonstrations only."""
