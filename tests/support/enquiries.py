"""Writes enquiries through the form of a contact page, and lets the worker send them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from offices.enquiries.delivery import deliver_due

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
WRITTEN = {
    "enquiry-name": "Ана Јовановић",
    "enquiry-outlet": "Radio Example",
    "enquiry-email": "ana@example.org",
    "enquiry-deadline": "2026-11-25T15:30",
    "enquiry-message": "When was the office opened?\n\nThank you.",
}


def shown_at(client: Client, path: str = "/en/contact/", moment: datetime = NOON) -> str:
    """The stamp of a form that was shown at that moment."""
    with time_machine.travel(moment, tick=False):
        shown = client.get(path).content.decode()
    found = re.search(r'name="enquiry-stamp" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def send(
    client: Client,
    path: str = "/en/contact/",
    *,
    after: timedelta = timedelta(minutes=1),
    stamp: str = "",
    changed: dict[str, Any] | None = None,
) -> Any:
    """Fill in the form that was shown at noon and send it."""
    data = {**WRITTEN, **(changed or {}), "enquiry-stamp": stamp or shown_at(client, path)}
    with time_machine.travel(NOON + after, tick=False):
        return client.post(path, data)


def deliver(after: timedelta = timedelta(minutes=2)) -> int:
    with time_machine.travel(NOON + after, tick=False):
        return deliver_due()
