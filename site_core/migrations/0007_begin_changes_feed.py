"""Begins the feed with what is public, and finds the events of what is published."""

from django.db import migrations
from django.utils import timezone

from site_core.published.key_events import dated_key_points, days_of


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
