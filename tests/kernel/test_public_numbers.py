"""Which numbers may be called: those of IANA's registries that anybody can reach."""

from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network

import pytest

from cocreate.kernel.push.address import is_public

# IPv4 and IPv6 Special-Purpose Address Registries, as of 2024: not globally reachable.
NOT_FOR_ALL = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
    192.0.0.0/24 192.0.0.8/32 192.0.0.170/31 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
    198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    255.255.255.255/32
    ::/128 ::1/128 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/32 2001:2::/48
    2001:10::/28 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
"""
FOR_ALL = ("8.8.8.8", "192.0.1.1", "192.175.48.6", "2606:4700::1111", "2620:4f:8000::1")
IN_NEWER: dict[str, Callable[[int], int]] = {
    "mapped": lambda number: (0xFFFF << 32) | number,
    "compatible": lambda number: number,
    "6to4": lambda number: (0x2002 << 112) | (number << 80),
    "NAT64": lambda number: (0x64FF9B << 96) | number,
    "Teredo": lambda number: (0x20010000 << 96) | (number ^ 0xFFFFFFFF),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("written", NOT_FOR_ALL.split())
def test_nobody_is_called_by_a_number_that_is_not_everybodys(written: str) -> None:
    """Neither as it is nor wrapped into a newer one."""
    network = ip_network(written)
    assert isinstance(network, IPv4Network | IPv6Network)
    for number in (network[0], network[-1]):
        assert not is_public(str(number))
        if number.version == 4:
            for wrapped in IN_NEWER.values():
                assert not is_public(str(IPv6Address(wrapped(int(number)))))


@pytest.mark.sqlite
def test_everybodys_numbers_are_called() -> None:
    assert all(is_public(number) for number in FOR_ALL)
    assert is_public(str(IPv6Address(IN_NEWER["NAT64"](0x08080808))))
