"""What plugins announce of public pages: lines of the changes feed, of kinds that they declare themselves."""

from __future__ import annotations

from django.db import transaction

from site_core.plugins import registry
from site_core.published import changes
from site_core.published.models import Change, PublishedDocument


def known_kinds() -> list[str]:
    """The kinds of change that readers of the feed can meet. Lines of a plugin that is off are left out."""
    return [*Change.KINDS, *registry.webhook_events()]


@transaction.atomic
def announce(page_id: int, kind: str) -> bool:
    """Write into the changes feed that something happened to a page; webhooks are told of it.

    ``kind`` is ``<plugin>.<name>``, with a name of the plugin's ``webhook_events``. Returns whether it was
    written: what readers cannot see is not spoken of. A change of the page's content has a line of its own.

    Raises ``ValueError`` for a kind that no plugin which is on declares.
    """
    if kind not in registry.webhook_events():
        known = ", ".join(registry.webhook_events()) or "none"
        raise ValueError(f"No plugin that is on declares the event {kind!r}: there are {known}.")
    with changes.recording():
        document = PublishedDocument.objects.without_content().filter(pk=page_id).first()
        state = changes.State.of(document)
        if state is None:
            return False
        return changes.write_changes([changes.Difference(kind, page_id, state, state)])
