"""Where messages may be sent: to public addresses over TLS, and to private ones that a setting names."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

type Address = IPv4Address | IPv6Address

#: Where IPv6 carries an IPv4 address in its last 32 bits (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


class TargetError(ValueError):
    """An address that nothing is sent to. The message is a sentence for who entered it."""


class UnknownHostError(TargetError):
    """A host that no address is known of, now at least."""


class PrivateTargetError(TargetError):
    """A host in a private network."""


@dataclass(frozen=True)
class Target:
    """A receiver: its address on the network, and the name under which it is asked."""

    is_secure: bool
    host: str
    port: int
    path: str
    address: str

    @property
    def host_header(self) -> str:
        """The value of ``Host``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"


def resolve_target(url: str) -> Target:
    """Look up where a message would be sent, now. Raises ``TargetError`` when nothing may be sent there.

    The answer of the name server is used for the connection too, so that it cannot be another one by
    then. A host with one address that is not allowed is refused whole.
    """
    target, found = _looked_up(url)
    if not all(_is_public(address) or _is_named(address) for address in found):
        raise TargetError(
            _(
                "%(host)s is in a private network. Use an address that is reachable from outside, or "
                "let the administrator name the network in WEBHOOK_PRIVATE_NETWORKS."
            )
            % {"host": target.host}
        )
    if not target.is_secure and not all(_is_named(address) for address in found):
        raise TargetError(_("Messages are sent over TLS only: the address begins with https://."))
    return target


def resolve_public_target(url: str) -> Target:
    """Look up where a URL leads, with TLS or without, for a program that asks for what anybody may ask for.

    Raises ``PrivateTargetError`` where one address of the host is in a private network, whatever the
    settings name.
    """
    target, found = _looked_up(url)
    if not all(_is_public(address) for address in found):
        raise PrivateTargetError(target.host)
    return target


def _looked_up(url: str) -> tuple[Target, list[Address]]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise TargetError(
            _("This is not an address. Enter one like https://example.org/.")
        ) from None
    host = parts.hostname
    if parts.scheme not in ("https", "http") or not host:
        raise TargetError(_("This is not an address. Enter one like https://example.org/."))
    if parts.username or parts.password:
        raise TargetError(
            _("An address must not hold a name or a password. Messages are signed instead.")
        )
    is_secure = parts.scheme == "https"
    port = port or (443 if is_secure else 80)
    found = _addresses(host, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_secure, host, port, path, str(found[0])), found


def _addresses(host: str, port: int) -> list[Address]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHostError(
            _("No address is known for %(host)s. Is it spelt correctly?") % {"host": host}
        ) from None
    return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


def _is_named(address: Address) -> bool:
    return any(
        address in ip_network(network, strict=False)
        for network in settings.WEBHOOK_PRIVATE_NETWORKS
    )


def _is_public(address: Address) -> bool:
    """Whether everybody can reach it. An IPv4 address inside an IPv6 one counts as what it is."""
    if isinstance(address, IPv6Address):
        inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(_is_public(ipv4) for ipv4 in inside if ipv4 is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast
