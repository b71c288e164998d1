"""Django with one view and no middleware, which answers every path with the bytes of one file.

``BARE_FILE`` names the file. It is its own settings and its own URL configuration.
"""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

DEBUG = False
SECRET_KEY = "only-for-measuring"  # noqa: S105 - nothing is signed
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.bare"
MIDDLEWARE: list[str] = []
BODY = Path(os.environ.get("BARE_FILE", os.devnull)).read_bytes()


def answer(request: HttpRequest) -> HttpResponse:
    """The bytes."""
    return HttpResponse(BODY)


urlpatterns = [re_path("", answer)]
