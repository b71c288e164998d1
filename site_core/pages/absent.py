"""Pages of a plugin that is off: kept in the tree, shown to nobody, and free to be moved and deleted.

Django finds no class for their content type, and Wagtail has no answer for most of what an editor does with
such a page. So each is given a stand-in for its class as it is read: it counts as a plain page that has no
address, says whose it is, and can be neither edited, copied nor added to.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_init
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.models import Page, get_page_models


class _StandInMeta(type):
    """What a stand-in does not say itself is that of Wagtail's ``Page``."""

    def __getattr__(cls, name: str) -> Any:
        return getattr(Page, name)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Page)


class StandIn(metaclass=_StandInMeta):
    """The class of pages whose own class is not there."""

    plugin = ""
    is_creatable = False

    @classmethod
    def get_verbose_name(cls) -> str:
        return gettext("plugin “%(plugin)s” is off") % {"plugin": cls.plugin}

    @classmethod
    def allowed_subpage_models(cls) -> list[type[Page]]:
        return []

    @classmethod
    def creatable_subpage_models(cls) -> list[type[Page]]:
        return []

    @classmethod
    def allowed_parent_page_models(cls) -> list[type[Page]]:
        return get_page_models()

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return False


@cache
def _stand_in(plugin: str) -> type[StandIn]:
    return type("StandIn", (StandIn,), {"plugin": plugin})


def is_absent(page: Page) -> bool:
    """Whether the class of a page is not there."""
    found = page.specific_class
    return found is None or (isinstance(found, type) and issubclass(found, StandIn))


def _page_read(instance: Page, **kwargs: Any) -> None:
    kind_id = instance.__dict__.get("content_type_id")
    if kind_id is None:
        return
    kind = ContentType.objects.get_for_id(kind_id)
    if kind.model_class() is not None:
        return
    instance.__dict__.update(
        specific_class=_stand_in(kind.app_label),
        get_admin_display_title=partial(_display_title, instance, kind.app_label),
        get_url_parts=_no_url_parts,
        can_move_to=partial(_can_move_to, instance),
    )


def _display_title(page: Page, plugin: str) -> str:
    return gettext("%(page)s (plugin “%(plugin)s” is off)") % {
        "page": page.draft_title or page.title,
        "plugin": plugin,
    }


def _no_url_parts(request: HttpRequest | None = None) -> None:
    return None


def _can_move_to(page: Page, parent: Page) -> bool:
    return parent.depth == 1 or parent.locale_id == page.locale_id


def _show_instead(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """For Wagtail's hooks before a page is edited: what can be done with it, and why no more."""
    if not is_absent(page):
        return None
    plugin = page.specific_class.plugin
    return render(request, "site_core/admin/absent_page.html", {"page": page, "plugin": plugin})


def _refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not is_absent(page):
        return None
    messages.error(
        request,
        gettext("“%(page)s” cannot be copied while its plugin is off.") % {"page": page.title},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def register_hooks() -> None:
    """Put what is said of such pages into the admin."""
    hooks.register("before_edit_page", _show_instead, order=-20)
    hooks.register("before_copy_page", _refuse_to_copy, order=-20)


def connect_signals() -> None:
    """Give pages their stand-in as they are read. Called once, when all apps are loaded."""
    post_init.connect(_page_read, sender=Page)
