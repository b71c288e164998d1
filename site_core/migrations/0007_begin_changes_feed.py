"""Begins the feed with what is public, and finds the events of what is published."""

import calendar
import datetime

from django.db import migrations
from django.utils import timezone


def dated_key_points(value):
    """The dated key points in a representation, as the platform found them when this was written."""
    if isinstance(value, list):
        for item in value:
            yield from dated_key_points(item)
    elif isinstance(value, dict):
        own = value.get("value")
        if value.get("type") == "key_point" and isinstance(own, dict):
            if own.get("date"):
                yield value
        else:
            for item in value.values():
                yield from dated_key_points(item)


def days_of(text):
    """The first and the last day of a year, a month or a day."""
    parts = [int(part) for part in text.split("-")]
    first = datetime.date(*parts, *[1] * (3 - len(parts)))
    if len(parts) == 1:
        return first, datetime.date(first.year, 12, 31)
    if len(parts) == 2:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first


def begin(apps, schema_editor):
    documents = apps.get_model("site_core", "PublishedDocument").objects
    changes = apps.get_model("site_core", "Change")
    events = apps.get_model("site_core", "PublishedEvent")
    counters = apps.get_model("site_core", "ChangeCounter").objects
    counter, _ = counters.get_or_create(pk=1)
    now = timezone.now()
    lines = []
    for document in documents.filter(restricted=False).order_by("tree_path").iterator():
        counter.value += 1
        lines.append(
            changes(
                number=counter.value,
                kind="published",
                at=now,
                site_id=document.site_id,
                page_id=document.page_id,
                type=document.type,
                locale=document.locale,
                translation_key=document.translation_key,
                path_before=None,
                path_after=document.path,
            )
        )
    changes.objects.bulk_create(lines, batch_size=500)
    counter.save()
    found = []
    for document in documents.order_by("pk").iterator():
        for point in dated_key_points(document.representation):
            first, last = days_of(point["value"]["date"]["value"])
            found.append(
                events(
                    document_id=document.page_id,
                    block_id=str(point.get("id") or ""),
                    first_day=first,
                    last_day=last,
                    value=point["value"],
                )
            )
    events.objects.bulk_create(found, batch_size=500)


def empty(apps, schema_editor):
    apps.get_model("site_core", "Change").objects.all().delete()
    apps.get_model("site_core", "PublishedEvent").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("site_core", "0006_changes_feed")]

    operations = [migrations.RunPython(begin, empty)]
