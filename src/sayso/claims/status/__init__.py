"""How it stands with truces, sieges, evacuations, offensives, and who holds a place. `find` is the way in."""
