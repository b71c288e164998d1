"""Events: the dated key points of published pages, and what else their types give a date, kept by date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from site_core.published.key_events import dated_key_points, days_of
from site_core.published.models import PublishedDocument, PublishedEvent


def _dated(document: PublishedDocument) -> Iterable[dict[str, Any]]:
    """The events as the page type tells them; those of a type that is not there are its key points."""
    try:
        model: Any = apps.get_model(document.type)
    except LookupError:
        return dated_key_points(document.representation)
    return model.get_events(document.representation)


def of(document: PublishedDocument) -> list[PublishedEvent]:
    """The events that a document publishes, unsaved, in the order of the page."""
    events = []
    for point in _dated(document):
        first, last = days_of(point["value"]["date"]["value"])
        events.append(
            PublishedEvent(
                document_id=document.page_id,
                block_id=str(point.get("id") or ""),
                first_day=first,
                last_day=last,
                value=point["value"],
            )
        )
    return events


def write_rows(document: PublishedDocument) -> None:
    """Bring the rows of one document up to date. One query where they are."""
    if wrong([document]):
        PublishedEvent.objects.filter(document_id=document.page_id).delete()
        PublishedEvent.objects.bulk_create(of(document))


def are_same(stored: PublishedDocument, document: PublishedDocument) -> bool:
    """Whether a document publishes the events that the stored one has published. No query.

    One that was read without its content may have published others.
    """
    if "representation" in stored.get_deferred_fields():
        return False
    return [_content(event) for event in of(stored)] == [_content(event) for event in of(document)]


def _content(event: PublishedEvent) -> tuple[Any, ...]:
    return event.block_id, event.first_day, event.last_day, event.value


def wrong(documents: Iterable[PublishedDocument]) -> list[PublishedDocument]:
    """Those of the documents whose rows are not what they should be: one query."""
    by_id = {document.page_id: document for document in documents}
    stored: dict[int, list[tuple[Any, ...]]] = {page_id: [] for page_id in by_id}
    for event in PublishedEvent.objects.filter(document__in=list(by_id)).order_by("pk"):
        stored[event.document_id].append(_content(event))
    return [
        document
        for page_id, document in by_id.items()
        if stored[page_id] != [_content(event) for event in of(document)]
    ]
