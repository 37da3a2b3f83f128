"""Counts of people: how many, what befell them, who they are. `find` is the way in."""
