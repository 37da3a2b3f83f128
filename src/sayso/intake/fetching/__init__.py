"""Fetching what a URL leads to. Nothing else in sayso touches the network, and importing this doesn't either.

`url` reads URLs, `addresses` knows which addresses are public, `connect` opens a connection to one that was checked, `exchange` sends
one request and reads its answer within limits, `coding` undoes compression, `warc` keeps what went over the wire, and `walk` goes from
the first URL through its redirects to the document.
"""

from sayso.intake.fetching.capture import Capture, Hop, Policy, Validators
from sayso.intake.fetching.connect import Network
from sayso.intake.fetching.walk import fetch

__all__ = ["Capture", "Hop", "Network", "Policy", "Validators", "fetch"]
