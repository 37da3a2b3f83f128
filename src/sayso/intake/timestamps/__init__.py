"""Timestamps by an authority (RFC 3161): `request` makes what is sent, `verify` says what a reply proves, offline.

`anchor` beside it reads and makes OpenTimestamps proofs, which prove nothing offline.
"""

from sayso.intake.timestamps.check import Token, Unproved, Verified, examine, verify
from sayso.intake.timestamps.reply import request

__all__ = ["Token", "Unproved", "Verified", "examine", "request", "verify"]
