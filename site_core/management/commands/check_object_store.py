"""Say whether the object store keeps what it is given, shows pictures, and shows nobody anything else."""

from __future__ import annotations

import secrets
from typing import Any

import urllib3
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.management.base import BaseCommand, CommandError, CommandParser

#: Storage, folder, and whether everybody may read what lies there.
_PLACES = (
    ("default", "images", True),
    ("default", "documents", False),
    ("private", "", False),
)


class Command(BaseCommand):
    help = (
        "Writes a small file to each folder of the object store, reads it back, asks for it as a stranger "
        "would, and deletes it. Ends with 1 where something is not as it should be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--without-site",
            action="store_true",
            help="Do not ask for pictures at SITE_URL, for a site that is not reachable yet.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OBJECT_STORE:
            raise CommandError("OBJECT_STORE_URL is not set: uploads lie in DATA_DIR.")
        from site_core.media.object_storage import StoreError  # noqa: PLC0415 - boto3, only with a store

        wrong: list[str] = []
        for alias, folder, is_public in _PLACES:
            name = "/".join(filter(None, (folder, f"liaison-check-{secrets.token_hex(8)}.txt")))
            try:
                wrong += self._checked(storages[alias], name, is_public, options["without_site"])
            except StoreError as error:
                raise CommandError(
                    f"The object store does not answer as it should: {error}"
                ) from error
        if wrong:
            raise CommandError(" ".join(wrong))

    def _checked(
        self, storage: Storage, name: str, is_public: bool, is_without_site: bool
    ) -> list[str]:
        content = secrets.token_bytes(32)
        written = storage.save(name, ContentFile(content))
        where = f"{storage.location}/{name.rpartition('/')[0]}".rstrip("/")  # type: ignore[attr-defined] # S3Storage
        wrong = []
        try:
            with storage.open(written) as file:
                if file.read() != content:
                    wrong.append(f"What is written to {where} is not what is read there.")
            direct = "{endpoint_url}/{bucket_name}/".format(**settings.OBJECT_STORE)
            if not is_public and _read(f"{direct}{where}/{written.rpartition('/')[2]}") is not None:
                wrong.append(
                    f"Everybody can read {where} in the bucket: its policy may allow media/images and "
                    "media/original_images alone."
                )
            elif is_public and not is_without_site:
                url = f"{settings.SITE_URL}{storage.url(written)}"
                if _read(url) != content:
                    wrong.append(f"{url} does not show the picture: see docs/operations/server.md.")
        finally:
            storage.delete(written)
        if not wrong:
            self.stdout.write(f"{where}: kept, {'public' if is_public else 'not public'}.")
        return wrong


def _read(url: str) -> bytes | None:
    """What a stranger is given at an address; ``None`` for anything but 200."""
    try:
        response = urllib3.request("GET", url, timeout=10, retries=False)
    except urllib3.exceptions.HTTPError:
        return None
    return response.data if response.status == 200 else None
