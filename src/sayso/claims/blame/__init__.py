"""Who is said to have done what: told outright, by accusation, by turns of phrase, by denial. `find` is the way in."""
