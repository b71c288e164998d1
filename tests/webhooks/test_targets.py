"""Where messages may be sent."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from site_core.webhooks.targets import TargetError, resolve_target

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - is refused
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(TargetError, match="private network"):
        resolve_target(f"https://{host}/")
    _resolve_to(monkeypatch, "93.184.215.14", address)
    with pytest.raises(TargetError, match="private network"):  # one of two is enough
        resolve_target("https://receiver.example/")


def _resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    answers = [(0, 0, 0, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)


def test_a_public_address_is_asked_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve_to(monkeypatch, "93.184.215.14")
    target = resolve_target("https://receiver.example:8443/hook?a=b")
    assert (target.address, target.host, target.port) == ("93.184.215.14", "receiver.example", 8443)
    assert (target.path, target.host_header) == ("/hook?a=b", "receiver.example:8443")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/", "not an address"),
        ("https://", "not an address"),
        ("https://example.org:99999/", "not an address"),
        ("https://name:password@example.org/", "must not hold a name"),
        ("http://example.org/", "over TLS only"),
    ],
)
def test_what_is_no_receiver_is_said(
    monkeypatch: pytest.MonkeyPatch, url: str, sentence: str
) -> None:
    _resolve_to(monkeypatch, "93.184.215.14")
    with pytest.raises(TargetError, match=sentence):
        resolve_target(url)
