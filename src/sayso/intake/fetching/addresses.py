"""Which addresses are public. Anything else may be the user's own machine, network or cloud account, and isn't connected to.

The table is written out, after IANA's registries of special-purpose addresses as of 2025, since what the standard library calls global
changes with Python's patch releases: 3.11.7 takes `::ffff:0:7f00:1`, `64:ff9b::7f00:1` and 6to4 for global.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_CLOSED_4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "of no host"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "inside a provider's network"),
        ("127.0.0.0/8", "of this machine"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved for examples"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "reserved for tests"),
        ("198.51.100.0/24", "reserved for examples"),
        ("203.0.113.0/24", "reserved for examples"),
        ("224.0.0.0/4", "of a group (multicast)"),
        ("240.0.0.0/4", "reserved"),
    )
)
_CLOSED_6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::/128", "of no host"),
        ("::1/128", "of this machine"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("fc00::/7", "private"),
        ("ff00::/8", "of a group (multicast)"),
        ("2001::/23", "reserved"),  # Teredo and others
        ("2001:db8::/32", "reserved for examples"),
        ("2002::/16", "an IPv4 address in disguise (6to4)"),
        ("2620:4f:8000::/48", "reserved"),
        ("3fff::/20", "reserved for examples"),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")  # all that has been given out
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")


def why_closed(address: str) -> str | None:
    """What an address is where it isn't public ("private", "of this machine"); None where it is public. Never raises."""
    try:
        if ":" not in address:
            return _closed_4(IPv4Address(address))
        return _closed_6(IPv6Address(address))
    except ValueError:
        return "no address"


def _closed_4(address: IPv4Address) -> str | None:
    return next((what for network, what in _CLOSED_4 if address in network), None)


def _closed_6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "link-local"
    if address in _MAPPED or address in _NAT64:
        return _closed_4(IPv4Address(int(address) & 0xFFFFFFFF))
    named = next((what for network, what in _CLOSED_6 if address in network), None)
    return named or (None if address in _GLOBAL_6 else "reserved")
