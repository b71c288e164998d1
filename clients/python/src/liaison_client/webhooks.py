"""Whether a message comes from the site (Standard Webhooks)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

PREFIX = "whsec_"
#: Seconds by which a message may be older, or the clocks apart.
TOLERANCE = 300


class ForgedError(ValueError):
    """A message that is not from the site, or that somebody sends again."""


def verify(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> dict[str, Any]:
    """The message, when it is signed with the secret that the admin shows. ``body`` is as it came in.

    Raises ``ForgedError``.
    """
    named = {name.lower(): value for name, value in headers.items()}
    try:
        identity, sent_at = named["webhook-id"], named["webhook-timestamp"]
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        age = (time.time() if now is None else now) - int(sent_at)
    except (KeyError, ValueError, binascii.Error) as error:
        raise ForgedError(f"The message cannot be read: {error}") from error
    if abs(age) > TOLERANCE:
        raise ForgedError(f"The message is {age:.0f} seconds old.")
    signed = b".".join([identity.encode(), sent_at.encode(), body])
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    for signature in named.get("webhook-signature", "").split():
        version, _, given = signature.partition(",")
        if version == "v1" and hmac.compare_digest(given.encode(), right):
            message: dict[str, Any] = json.loads(body)
            return message
    raise ForgedError("The signature is not made with this secret.")
