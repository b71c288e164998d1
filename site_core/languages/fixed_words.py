"""Words that classes of Wagtail and wagtail-localize fix when they are imported, in one language for all.

They call ``gettext`` while a module is loaded, before anybody's language is known, or name a field by the
English of its code. Here the same words are put in their place as lazy ones. Nothing but words is changed,
and a test asks of each whether upstream still fixes it.
"""

from __future__ import annotations

from typing import Any

from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils.functional import lazy as lazy_function
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem


def lazy(words: str) -> Any:
    """The words in the reader's language. They belong to the catalogue of other packages, not to ours."""
    return gettext_lazy(words)


def _label_filters() -> None:
    from wagtail.contrib.redirects.filters import (  # noqa: PLC0415 - models load after the apps
        RedirectsReportFilterSet,
    )
    from wagtail_localize.views.report import (  # noqa: PLC0415 - the same
        TranslationsReportFilterSet,
    )

    permanent = RedirectsReportFilterSet.base_filters["is_permanent"]
    permanent.label = lazy("Type")
    permanent.extra["choices"] = ((True, lazy("Permanent")), (False, lazy("Temporary")))
    permanent.extra["empty_label"] = lazy("All")
    TranslationsReportFilterSet.base_filters["source_locale"].label = lazy("Source locale")
    TranslationsReportFilterSet.base_filters["target_locale"].label = lazy("Target locale")


def _label_forms() -> None:
    from wagtail.admin.forms.auth import LoginForm  # noqa: PLC0415 - models load after the apps
    from wagtail.admin.forms.choosers import (  # noqa: PLC0415 - the same
        AnchorLinkChooserForm,
        EmailLinkChooserForm,
        ExternalLinkChooserForm,
        PhoneLinkChooserForm,
    )
    from wagtail.admin.forms.workflows import (  # noqa: PLC0415 - the same
        WorkflowPageForm,
    )
    from wagtail.users.forms import PagePermissionsForm  # noqa: PLC0415 - the same
    from wagtail.users.views.bulk_actions.assign_role import RoleForm  # noqa: PLC0415 - the same

    for form in (
        AnchorLinkChooserForm,
        EmailLinkChooserForm,
        ExternalLinkChooserForm,
        LoginForm,
        PagePermissionsForm,
        PhoneLinkChooserForm,
        RoleForm,
        WorkflowPageForm,
    ):
        for name, field in form.base_fields.items():
            if field.label is None:
                field.label = lazy(pretty_name(name))


def _label_permissions() -> None:
    from wagtail.admin.forms.collections import (  # noqa: PLC0415 - models load after the apps
        GroupCollectionManagementPermissionFormSet,
    )
    from wagtail.documents.forms import GroupDocumentPermissionFormSet  # noqa: PLC0415 - the same
    from wagtail.images.forms import GroupImagePermissionFormSet  # noqa: PLC0415 - the same

    for formset in (
        GroupCollectionManagementPermissionFormSet,
        GroupDocumentPermissionFormSet,
        GroupImagePermissionFormSet,
    ):
        # The list is changed in place: the labels of the boxes are taken from it too.
        formset.permission_types[:] = [
            (codename, lazy(str(short)), lazy(str(long)))
            for codename, short, long in formset.permission_types
        ]
        formset.form.base_fields["collection"].label = lazy("Collection")


def _label_choosers() -> None:
    from wagtail.admin.viewsets.chooser import (  # noqa: PLC0415 - models load after the apps
        ChooserViewSet,
    )

    for attribute, words in vars(ChooserViewSet).copy().items():
        if attribute.endswith(("_text", "_label", "page_title")) and isinstance(words, str):
            setattr(ChooserViewSet, attribute, lazy(words))


#: A name of its own, so that the words are not collected into our own catalogue.
_WHATS_NEW = "What's new in Wagtail %(version)s"


def _whats_new(version: str) -> str:
    return gettext(_WHATS_NEW) % {"version": version}


def _label_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """The menu puts this label together for whoever opens it first."""
    for item in items:
        if item.name.startswith("whats-new-in-wagtail-"):
            version = item.name.removeprefix("whats-new-in-wagtail-")
            item.label = lazy_function(_whats_new, str)(version)


def register_hooks() -> None:
    """Put the words of the help menu in the language of whoever opens it."""
    hooks.register("construct_help_menu", _label_help)


def _label_columns() -> None:
    from wagtail.sites.views import IndexView  # noqa: PLC0415 - models load after the apps

    for column in IndexView.columns:
        if column.name in ("port", "site_name", "root_page"):
            column.label = capfirst(lazy(column.name.replace("_", " ")))


def translate_fixed_words() -> None:
    """Put lazy words where fixed ones are. To be called once, when the apps are ready."""
    _label_filters()
    _label_forms()
    _label_permissions()
    _label_choosers()
    _label_columns()
