"""What is asked of a database that several processes write to at once is asked of such a one only."""

from __future__ import annotations

import os

collect_ignore = (
    []
    if os.environ.get("DATABASE_URL", "").startswith("postgres")
    else ["test_concurrent_writers.py"]
)
