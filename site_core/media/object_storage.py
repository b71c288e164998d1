"""Uploads in a bucket of an object store that speaks S3, for several machines that serve one site.

Imported only where ``OBJECT_STORE_URL`` names one: boto3 takes 15 MB of memory, and as much again at the
first request.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

#: What is raised when the store cannot be reached, or refuses.
StoreError = (BotoCoreError, ClientError)
#: Seconds. Whoever waits for an upload waits three times as long at most: it is tried three times.
CONNECT_TIMEOUT, READ_TIMEOUT = 2, 10


class ObjectStorage(S3Storage):
    """Django's interface to a bucket. A file keeps its URL of the site, whichever host it lies on.

    ``base_url`` is where a web server shows what lies here, such as ``/media/``; ``None`` where files have no
    URL. The other options are those of django-storages. A name that is taken is never written over.
    """

    def __init__(self, *, base_url: str | None, **options: Any) -> None:
        self.base_url = base_url
        super().__init__(
            file_overwrite=False,
            default_acl=None,
            client_config=Config(
                connect_timeout=CONNECT_TIMEOUT,
                read_timeout=READ_TIMEOUT,
                retries={"mode": "standard", "total_max_attempts": 3},
                s3={"addressing_style": "path"},
            ),
            **options,
        )

    def url(
        self,
        name: str | None,
        parameters: Any = None,
        expire: int | None = None,
        http_method: str | None = None,
    ) -> str:
        """The URL of a file below ``base_url``. Raises ``ValueError`` where files have none."""
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return urljoin(self.base_url, filepath_to_uri(name or "").lstrip("/"))
