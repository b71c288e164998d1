"""Tells a disk that is full from other faults: of files, and of the database."""

from __future__ import annotations

import errno

from django.db import DatabaseError

#: SQLSTATE of PostgreSQL.
_DISK_FULL = "53100"


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that there is no room left, or no more for this user."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    if isinstance(error, DatabaseError):
        is_full_for_sqlite = "disk is full" in str(error)
        return is_full_for_sqlite or getattr(error.__cause__, "sqlstate", None) == _DISK_FULL
    return False
