"""Where the files lie that people bring."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def uploads(
    folder: str, base_url: str | None, data_dir: Path, store: dict[str, Any]
) -> dict[str, Any]:
    """An entry of Django's ``STORAGES``: a folder of the bucket, where there is a store, or of the disk.

    ``base_url`` is where a web server shows that folder; ``None`` for files without a URL.
    """
    if store:
        return {
            "BACKEND": "site_core.media.object_storage.ObjectStorage",
            "OPTIONS": {**store, "location": folder, "base_url": base_url},
        }
    return {
        "BACKEND": "site_core.media.storage.WholeFileStorage",
        "OPTIONS": {"location": data_dir / folder, "base_url": base_url},
    }
