"""The heads in the order in which they decode: what a head finds is there for those after it.

A head is a module with NAME (with a version, whose meaning never changes), FIELD (the field of a Reading that it fills), OUTPUTS
(name → width of what it needs from the network for each word piece), NUMBERS and LABELS (what it needs from the bundle: shapes of arrays by
name, and names of lists of labels), and `decode(seen, reading)`, which gives the field.
"""

from sayso.reader.heads import attribution, coreference, entities, sentences, syntax

HEADS = (sentences, syntax, entities, attribution, coreference)
OUTPUTS = {name: width for head in HEADS for name, width in head.OUTPUTS.items()}
