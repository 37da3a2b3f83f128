"""Only public addresses are open, in whatever form they are written."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.fetching.addresses import why_closed

_V4, _V6 = st.integers(0, 2**32 - 1), st.integers(0, 2**128 - 1)
_NAT64 = IPv6Network("64:ff9b::/96")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_open(address: str) -> None:
    assert why_closed(address) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("0.0.0.0", "of no host"),
        ("0.1.2.3", "of no host"),
        ("10.1.2.3", "private"),
        ("100.64.0.1", "inside a provider's network"),
        ("127.0.0.1", "of this machine"),
        ("127.255.255.254", "of this machine"),
        ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.170", "reserved"),
        ("192.168.1.1", "private"),
        ("198.18.0.1", "reserved for tests"),
        ("203.0.113.9", "reserved for examples"),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "of no host"),
        ("::1", "of this machine"),
        ("::127.0.0.1", "reserved"),
        ("::ffff:127.0.0.1", "of this machine"),
        ("::ffff:a00:1", "private"),
        ("::ffff:0:7f00:1", "reserved"),
        ("64:ff9b::7f00:1", "of this machine"),
        ("64:ff9b::169.254.169.254", "link-local"),
        ("64:ff9b:1::1", "reserved"),
        ("2002:7f00:1::", "6to4"),
        ("2002:808:808::1", "6to4"),
        ("2001:0:1::1", "reserved"),
        ("2001:db8::1", "reserved for examples"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("2606:4700::1%1", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("5f00::1", "reserved"),
        ("localhost", "no address"),
        ("", "no address"),
        ("127.1", "no address"),
        ("0177.0.0.1", "no address"),
    ],
)
def test_other_addresses_are_closed_with_their_reason(address: str, what: str) -> None:
    reason = why_closed(address)
    assert reason is not None
    assert what in reason


@given(_V4)
def test_no_ipv4_address_is_open_that_the_standard_library_calls_private(number: int) -> None:
    address = IPv4Address(number)
    if why_closed(str(address)) is None:
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(_V6)
def test_no_ipv6_address_is_open_that_the_standard_library_calls_private(number: int) -> None:
    address = IPv6Address(number)
    if why_closed(str(address)) is None and address not in _NAT64:
        inner = address.ipv4_mapped
        assert (inner or address).is_global
        assert not address.is_multicast


@given(_V4)
def test_an_ipv4_address_inside_another_is_judged_alike(number: int) -> None:
    plain = why_closed(str(IPv4Address(number)))
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert why_closed(str(IPv6Address(prefix | number))) == plain


@given(_V4, st.integers(0, 2**80 - 1))
def test_what_goes_through_6to4_or_teredo_is_closed(number: int, rest: int) -> None:
    assert why_closed(str(IPv6Address(0x2002 << 112 | number << 80 | rest))) is not None
    assert why_closed(str(IPv6Address(0x20010000 << 96 | number << 64 | rest >> 16))) is not None


@given(st.text() | st.text(alphabet="0123456789abcdefx.:%[]/"))
def test_what_is_no_address_is_closed(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        assert why_closed(text) == "no address"
    else:
        why_closed(text)
