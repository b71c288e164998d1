"""By what name an enquiry is kept, and where its file lies. Migrations name these functions."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.files.storage import Storage, storages

#: Without the letters and digits that are taken for each other when they are read out.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8
#: The folder of attachments in the private storage.
FOLDER = "queries"


def new_reference() -> str:
    """A reference that can be told on the telephone, such as ``K7QF-2M9X``; it gives no number away."""
    letters = "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))
    return f"{letters[: _LENGTH // 2]}-{letters[_LENGTH // 2 :]}"


def private_files() -> Storage:
    """Where files lie that only people of the office may open."""
    return storages["private"]


def attachment_path(enquiry: Any, name: str) -> str:
    """Where an attachment is kept. Its own name is with the enquiry."""
    return f"{FOLDER}/{enquiry.reference}"
