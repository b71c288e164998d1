"""What people are here, and what each may do. The table for people is ``docs/operations/roles.md``.

A role is a group that the platform makes and keeps (``role_groups``). What it may do with what a plugin
brings, the plugin adds (``PluginConfig.roles``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from site_core.plugins.config import ROLES as NAMES
from site_core.plugins.config import SEES_OPERATIONS

AUTHOR, TRANSLATOR, EDITOR, MEDIA_DESK, ADMINISTRATOR = NAMES

_WRITING = frozenset(("add_page", "change_page"))
_PUBLISHING = _WRITING | {"publish_page", "lock_page", "unlock_page"}
_ALL = ("add", "change", "delete")
#: To translate pages: wagtail-localize asks for it wherever a translation is begun or updated.
TRANSLATING = "wagtail_localize.submit_translation"


@dataclass(frozen=True)
class Role:
    """One role. Rights on pages hold in every tree of a language, on files in every collection."""

    #: As plugins name it.
    name: str
    #: The name of its group in the database. People read ``label``.
    group: str
    label: Any
    #: What whoever has it does, in a sentence or two.
    description: Any
    permissions: frozenset[str]
    source_pages: frozenset[str] = frozenset()
    translated_pages: frozenset[str] = frozenset()
    #: Permissions on collections, by codename.
    collections: frozenset[str] = frozenset()


def _each(app: str, *models: str, acts: tuple[str, ...] = _ALL) -> set[str]:
    return {f"{app}.{act}_{model}" for model in models for act in acts}


_TERMS = _each("site_core", "term")
ROLES = {
    role.name: role
    for role in (
        Role(
            AUTHOR,
            "Author",
            _("Author"),
            _("Writes and changes English pages, and submits them for review. Publishes nothing."),
            frozenset(),
            source_pages=_WRITING,
            collections=frozenset(("add_image", "choose_image", "add_document", "choose_document")),
        ),
        Role(
            TRANSLATOR,
            "Translator",
            _("Translator"),
            _(
                "Translates pages and offices into Serbian, and submits them for review. Keeps the terms."
            ),
            frozenset({TRANSLATING, *_TERMS}),
            translated_pages=_WRITING,
            collections=frozenset(("choose_image", "choose_document")),
        ),
        Role(
            EDITOR,
            "Editor",
            _("Editor"),
            _(
                "Reviews, publishes and withdraws pages in both languages, and keeps the library of files."
            ),
            frozenset({TRANSLATING, *_TERMS}),
            source_pages=_PUBLISHING,
            translated_pages=_PUBLISHING,
            collections=frozenset(
                f"{act}_{kind}"
                for kind in ("image", "document")
                for act in ("add", "change", "choose")
            ),
        ),
        Role(
            MEDIA_DESK,
            "Media desk",
            _("Media desk"),
            _(
                "Answers enquiries from the media, and keeps addresses, telephone numbers and hours."
            ),
            frozenset(),
        ),
        Role(
            ADMINISTRATOR,
            "Administrator",
            _("Administrator"),
            _(
                "Manages people, settings, redirects and workflows, webhooks and jobs. Writes no pages."
            ),
            frozenset(
                {
                    SEES_OPERATIONS,
                    *_each("site_core", "user", "webhookendpoint", "term"),
                    *_each("site_core", "sitesettings", acts=("change",)),
                    *_each("auth", "group"),
                    *_each("wagtailcore", "site", "workflow", "task"),
                    *_each("wagtailredirects", "redirect"),
                }
            ),
            collections=frozenset(f"{act}_collection" for act in _ALL),
        ),
    )
}
_BY_GROUP = {role.group: role for role in ROLES.values()}
#: What Wagtail's own migrations call the groups that it begins with.
_STOCK = {"Editors": _("Editors (Wagtail)"), "Moderators": _("Moderators (Wagtail)")}


def holds_only_as(user: Any, name: str, permission: str) -> bool:
    """Whether somebody has a permission because of one role, and of nothing else."""
    app, _dot, codename = permission.partition(".")
    wanted = {"codename": codename, "content_type__app_label": app}
    if user.is_superuser or user.user_permissions.filter(**wanted).exists():
        return False
    named = {f"permissions__{field}": value for field, value in wanted.items()}
    groups = set(user.groups.filter(**named).values_list("name", flat=True))
    return groups == {ROLES[name].group}


def role_of(group: Group) -> Role | None:
    """The role that a group stands for, or ``None`` for one that somebody has made."""
    return _BY_GROUP.get(group.name)


def group_label(group: Group) -> str:
    """How people read the name of a group: those of roles and of Wagtail in their language."""
    role = role_of(group)
    return str(role.label if role else _STOCK.get(group.name, group.name))


def translate_names() -> None:
    """Let groups say their names in the reader's language, wherever Wagtail offers groups to choose from."""
    Group.__str__ = group_label  # type: ignore[method-assign,assignment] # words alone
