"""Which addresses belong to this machine."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address


def is_loopback(address: str) -> bool:
    """Whether an address, IPv4 or IPv6, belongs to this machine; what is no address does not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped.is_loopback
    return parsed.is_loopback
