"""How long acts of an editor take in this process, as JSON: ``python -m bench.acts``.

``DJANGO_SETTINGS_MODULE`` says in which project. Prints for each act the median of its rounds in
milliseconds, and the number of queries.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 9


def _timed(act: Callable[[], Any]) -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415 - the apps first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        act()
    return {"ms": statistics.median(times), "queries": len(queries)}


def main() -> None:
    """Act, and print."""
    django.setup()
    from django.apps import apps  # noqa: PLC0415 - the apps first
    from django.conf import settings  # noqa: PLC0415 - the same
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - the same
    from django.test import Client  # noqa: PLC0415 - the same
    from wagtail.models import Page  # noqa: PLC0415 - the same

    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    editors: Any = get_user_model()._default_manager
    editor = editors.filter(username="bench").first() or editors.create_superuser(
        "bench", "bench@example.org", "bench"
    )
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(editor)
    label = "relations" if apps.is_installed("relations") else "content"
    articles: Any = apps.get_model(label, "ArticlePage")._default_manager
    section = Page.objects.get(slug="notes-1-200", locale__language_code="en")
    first = articles.filter(path__startswith=section.path).order_by("path").first()

    def publish() -> None:
        page = articles.get(pk=first.pk)
        page.lead = f"Published at {time.time()}."
        page.save_revision(user=editor).publish(user=editor)

    def publish_section() -> None:
        page = Page.objects.get(slug="about", locale__language_code="en").specific
        page.lead = f"Published at {time.time()}."
        page.save_revision(user=editor).publish(user=editor)

    def opened(url: str) -> Callable[[], None]:
        def get() -> None:
            response = client.get(url)
            if response.status_code != 200:
                raise SystemExit(f"{url} answers {response.status_code}.")

        return get

    acts = {
        "publish an article": publish,
        "publish the top section": publish_section,
        "explorer, a page of a section": opened(f"/admin/pages/{section.pk}/"),
        "dashboard": opened("/admin/"),
        "editor of an article": opened(f"/admin/pages/{first.pk}/edit/"),
    }
    print(json.dumps({name: _timed(act) for name, act in acts.items()}))


if __name__ == "__main__":
    main()
