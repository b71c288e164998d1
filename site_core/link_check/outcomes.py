"""What can be wrong with a link: how bad it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Outcome:
    """What an editor reads of a link."""

    severity: str
    sentence: Any
    #: What to do.
    advice: Any


OUTCOMES: Mapping[str, Outcome] = {
    "page_gone": Outcome(
        ERROR,
        _("The page was deleted."),
        _(
            "Link to another page, or take the link off. A deleted page can be restored for 30 days."
        ),
    ),
    "page_hidden": Outcome(
        ERROR,
        _("The page is not public: readers see the words without a link."),
        _("Publish that page, or link to another one."),
    ),
    "document_gone": Outcome(
        ERROR,
        _("The document was deleted."),
        _("Upload it again and choose it, or take the link off."),
    ),
    "file_lost": Outcome(
        ERROR,
        _("The document is there, its file is not."),
        _("Open the document in the library and upload its file again."),
    ),
    "own_missing": Outcome(
        ERROR,
        _("There is no page at this address of our own site."),
        _("Choose the page with the link button instead of typing its address."),
    ),
    "own_moved": Outcome(
        WARNING,
        _("The page has moved; a redirect leads readers on."),
        _("Choose the page with the link button: such a link follows every move."),
    ),
    "own_typed": Outcome(
        WARNING,
        _("The address of a page of our own site was typed."),
        _("Choose the page with the link button: such a link follows every move."),
    ),
    "no_address": Outcome(
        ERROR, _("This is no address."), _("Type it again, beginning with https://.")
    ),
    "private": Outcome(
        ERROR,
        _("The address leads into a private network, where readers cannot go."),
        _("Link to a public address, or upload the document here."),
    ),
    "unknown_host": Outcome(
        ERROR,
        _("There is no site of this name."),
        _("Look for a typing error, or find out where the site is now."),
    ),
    "missing": Outcome(
        ERROR,
        _("The other site says that there is no such page."),
        _("Find the page there again, or take the link off."),
    ),
    "failing": Outcome(
        ERROR,
        _("The other site has not answered for several days."),
        _("Open the link yourself. If it does not work, take it off."),
    ),
    "certificate": Outcome(
        ERROR,
        _("The certificate of the other site is not valid: browsers warn of it."),
        _("Tell the other site, or link elsewhere until it is mended."),
    ),
    "moved": Outcome(
        WARNING,
        _("The page has moved for good."),
        _("Use its new address:"),
    ),
    "refused": Outcome(
        WARNING,
        _("The other site does not answer programs. It may well answer readers."),
        _("Open the link yourself once in a while."),
    ),
}
ERRORS = frozenset(code for code, outcome in OUTCOMES.items() if outcome.severity == ERROR)
