"""A person's own machine: errors are shown, and a secret key is made at the first start."""

import os

from django.core.management.utils import get_random_secret_key

from site_core.settings.base import *  # noqa: F403 - a settings module extends another one this way
from site_core.settings.base import DATA_DIR, STORAGES, WEBHOOK_PRIVATE_NETWORKS
from site_core.settings.environment import read

DATA_DIR.mkdir(parents=True, exist_ok=True)


def _own_secret_key() -> str:
    """Return the key kept in ``DATA_DIR``, made anew where there is none."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="ascii")
    return path.read_text(encoding="ascii")


DEBUG = True
SECOND_FACTOR = read("SECOND_FACTOR") if os.environ.get("SECOND_FACTOR") else "nobody"
KEEP_RESPONSES = False  # templates are being written
SECRET_KEY = os.environ.get("SECRET_KEY") or _own_secret_key()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# An app that is being written runs on the same machine.
WEBHOOK_PRIVATE_NETWORKS = [*WEBHOOK_PRIVATE_NETWORKS, "127.0.0.0/8", "::1/128"]
