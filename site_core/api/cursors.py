"""Opaque cursors: where somebody stopped reading, as text that only this module reads."""

from __future__ import annotations

import base64
import binascii

from site_core.api.parameters import MAX_ID
from site_core.api.problems import ProblemError, quoted

_VERSION = "1"


def encode(kind: str, number: int, mark: str = "") -> str:
    """Make the cursor that continues after item ``number`` of a list.

    ``kind`` is the list (``pages``, ``changes``). ``mark`` identifies the item itself, for lists whose
    numbers can come to mean another item.
    """
    text = f"{_VERSION}:{kind}:{number}" + (f":{mark}" if mark else "")
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, kind: str, parameter: str = "cursor") -> int:
    """The number behind a cursor; 0 for an empty one. Raises ``ProblemError`` for a broken one."""
    return decode_marked(cursor, kind, parameter)[0]


def decode_marked(cursor: str, kind: str, parameter: str = "cursor") -> tuple[int, str]:
    """The number and the mark behind a cursor; 0 and an empty mark for an empty one.

    Raises ``ProblemError`` for a broken one.
    """
    if not cursor:
        return 0, ""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode(
            "ascii"
        )
        version, found_kind, number, mark = (*text.split(":"), "")[:4]
        is_ours = version == _VERSION and found_kind == kind and number.isdecimal()
        if is_ours and int(number) <= MAX_ID:
            return int(number), mark
    except (binascii.Error, UnicodeError, ValueError):
        pass
    raise ProblemError(
        "invalid_cursor",
        f"{quoted(cursor)} is not a cursor of this list. Take one from an answer, or leave it empty "
        "to start.",
        parameter,
    )
