"""What a receiver gets: a line of the changes feed, signed (Standard Webhooks 1.0)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rest_framework.utils.encoders import JSONEncoder
from standardwebhooks import Webhook
from wagtail.models import Site

import site_core
from site_core import prefixes
from site_core.api.changes import KIND, described, message_type
from site_core.api.cursors import encode
from site_core.published.models import Change

#: Type of a trial message.
PING = "ping"
#: Where a page's detail stands in the API, up to the id.
_DETAIL = f"{prefixes.API}pages/"


def event_type(change: Change) -> str:
    """The type of the message about a change: ``page.published``, ``page.deleted`` …"""
    return message_type(change.kind)


@dataclass(frozen=True)
class Message:
    """A message before it is signed. Its id is the same however often it is sent."""

    id: str
    type: str
    body: bytes

    def headers(self, secrets: list[str], now: datetime) -> dict[str, str]:
        """The headers of one attempt, with a signature for each secret."""
        at = now.astimezone(UTC)
        signatures = [Webhook(secret).sign(self.id, at, self.body.decode()) for secret in secrets]
        return {
            "Content-Type": "application/json",
            "User-Agent": f"Liaison-Webhooks/{site_core.__version__}",
            "webhook-id": self.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def about(change: Change, site: Site) -> Message:
    """The message about one line of the feed of a site."""
    return _message(
        f"msg_{encode(KIND, change.number)}",
        event_type(change),
        change.at,
        described(change, f"{site.root_url}{_DETAIL}"),
    )


def ping(asked_at: datetime) -> Message:
    """A message that tells of nothing, to try a receiver."""
    return _message(f"msg_ping_{int(asked_at.timestamp())}", PING, asked_at, {})


def _message(identifier: str, kind: str, at: datetime, data: dict[str, Any]) -> Message:
    body = json.dumps(
        {"type": kind, "timestamp": at, "data": data},
        cls=JSONEncoder,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Message(identifier, kind, body.encode())
