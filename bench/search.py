"""How long a search takes on a large site, beside Wagtail's own search over the same pages.

    createdb liaison_large
    export DATABASE_URL=postgres:///liaison_large DATA_DIR=/some/directory
    .venv/bin/python manage.py demo --no-serve && .venv/bin/python -m bench.fill 10000
    .venv/bin/python -m bench.search

Asks the judged queries of the tests and words that thousands of pages hold, each several times, in one
process. Prints percentiles in milliseconds, the ratio, and how PostgreSQL finds what it finds.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

import django

ROUNDS = 5
COMMON = {
    "en": ["nato", "serbia", "office", "note", "partnership"],
    "sr": ["нато", "србије", "белешке"],
}


def milliseconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def summary(name: str, times: list[float]) -> float:
    """Print the percentiles of one way of searching, and return the 95th."""
    percentiles = statistics.quantiles(times, n=100)
    print(
        f"{name:14} median {percentiles[49]:7.1f} ms   95 % {percentiles[94]:7.1f} ms   "
        f"most {max(times):7.1f} ms   ({len(times)} searches)"
    )
    return percentiles[94]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings.development")
    django.setup()
    from django.db import connection  # noqa: PLC0415 - models load after django.setup()
    from wagtail.models import Locale, Page, Site  # noqa: PLC0415 - models load after django.setup()

    from site_core.languages.variants import variant_for_code  # noqa: PLC0415 - models load after django.setup()
    from site_core.models import PublishedDocument  # noqa: PLC0415 - models load after django.setup()
    from site_core.search import ranking  # noqa: PLC0415 - models load after django.setup()
    from tests.search.judged import judged  # noqa: PLC0415 - models load after django.setup()

    site = Site.objects.get(is_default_site=True)
    queries = [(locale, query) for _, locale, query, _ in judged()]
    queries += [(locale, word) for locale, words in COMMON.items() for word in words]
    print(f"{connection.vendor}, {PublishedDocument.objects.count()} pages, {len(queries)} queries")

    locales = {item.language_code: item for item in Locale.objects.all()}

    def own(locale: str, query: str) -> int:
        found = ranking.search(query, variant_for_code(locale), site.pk)
        found.documents(0, 20)
        return found.total

    def stock(locale: str, query: str) -> int:
        pages = Page.objects.live().public().filter(locale=locales[locale])
        results = pages.search(query)
        list(results[:20])
        return int(results.count())

    for locale, query in queries[:20]:  # connections, caches of stems
        own(locale, query)
        stock(locale, query)
    ours = [milliseconds(lambda q=q: own(*q)) for _ in range(ROUNDS) for q in queries]
    theirs = [milliseconds(lambda q=q: stock(*q)) for q in queries]
    ratio = summary("own", ours) / summary("stock Wagtail", theirs)
    print(f"95th percentile: own takes {ratio:.1f} × the time of stock")
    for name, search in (("own", own), ("stock Wagtail", stock)):
        print(f"{name:14} finds a page for {sum(map(bool, (search(*q) for q in queries)))}")
    slowest = sorted(zip(ours, queries * ROUNDS, strict=True), reverse=True)[:5]
    print("slowest:", ", ".join(f"{query} {took:.0f} ms" for took, (_, query) in slowest))
    if connection.vendor == "postgresql":
        found = ranking.search("nato serbia", variant_for_code("en"), site.pk)
        if found.results is not None:
            print(found.results.get_queryset()[: ranking.RANKED].explain())


if __name__ == "__main__":
    main()
