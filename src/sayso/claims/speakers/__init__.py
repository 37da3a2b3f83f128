"""On whose word: who speaks in each attribution (`sources`), and on whose word each passage stands (`voices`)."""
