"""Reading → claims, as pure functions."""

from sayso.claims.assemble import read_claims

__all__ = ["read_claims"]
