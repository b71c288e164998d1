"""Adds generated articles, each with its translation, to a demo.

    DATA_DIR=/some/empty/directory .venv/bin/python manage.py demo --no-serve
    DATA_DIR=/some/empty/directory .venv/bin/python -m bench.fill 20000

Those that exist are left alone: run again with a greater number, it adds the rest.
"""

from __future__ import annotations

import argparse
import os

import django


def main() -> None:
    """Fill the site, and say how far it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=int, help="how many there should be in all")
    options = parser.parse_args()
    if options.articles < 0:
        parser.error("the number of articles cannot be negative.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings.development")
    django.setup()
    from bench.generated.articles import add_articles  # noqa: PLC0415 - models need the apps
    from site_core.demo import DemoError  # noqa: PLC0415 - models need the apps

    try:
        added = add_articles(options.articles, print)
    except DemoError as error:
        raise SystemExit(str(error)) from error
    print(f"Generated articles: {options.articles} wanted, {added} added.")


if __name__ == "__main__":
    main()
