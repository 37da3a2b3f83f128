"""Packages of evidence after BagIt 1.0 (RFC 8493), which standard tools verify where sayso isn't.

`write_bag` writes one into a folder, `pack` makes one file of that, `open_bag` checks and reads either; `age` beside them encrypts.
"""

from sayso.publish.bag.pack import pack
from sayso.publish.bag.read import Bag, File, open_bag, problems
from sayso.publish.bag.write import Content, write_bag

__all__ = ["Bag", "Content", "File", "open_bag", "pack", "problems", "write_bag"]
