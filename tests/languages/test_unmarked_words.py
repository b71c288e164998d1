"""Gaps of other packages that are closed here, while they are there.

Where one of the first two tests fails, upstream has closed a gap: delete what closes it here.
"""

from __future__ import annotations

import importlib
import inspect

import pytest
from django.template import Engine, TemplateDoesNotExist
from django.template.loaders.app_directories import Loader
from django.utils import translation
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.images.forms import GroupImagePermissionFormSet

from site_core.languages import unmarked

#: A module and what it fixes when it is imported.
FIXED = [
    ("wagtail.admin.forms.auth", "password = forms.CharField(\n        widget="),
    ("wagtail.admin.forms.choosers", "email_address = forms.EmailField(required=True)"),
    ("wagtail.admin.forms.choosers", "phone_number = forms.CharField(required=True)"),
    ("wagtail.admin.forms.collections", 'label=_("Collection")'),
    ("wagtail.admin.forms.collections", "import gettext as _"),
    ("wagtail.admin.forms.workflows", "page = forms.ModelChoiceField(\n        queryset="),
    ("wagtail.admin.viewsets.chooser", "import gettext as _"),
    ("wagtail.admin.wagtail_hooks", '_("What\'s new in Wagtail %(version)s") % {'),
    ("wagtail.admin.ui.tables", 'gettext("Status")'),
    ("wagtail.contrib.redirects.filters", "import gettext as _"),
    ("wagtail.images.forms", "import gettext as _"),
    ("wagtail.images.fields", "self.help_text = _("),
    ("wagtail.sites.views", 'Column("site_name")'),
    ("wagtail.snippets.views.snippets", '"label": _("Home")}'),
    ("wagtail.snippets.widgets", '_("Choose %(object)s") % {'),
    ("wagtail.users.forms", "page = forms.ModelChoiceField(\n        queryset="),
    ("wagtail.users.views.bulk_actions.assign_role", "role = forms.ModelChoiceField(queryset="),
    ("wagtail_localize.views.report", "source_locale = LocaleFilter(\n        field_name="),
]


@pytest.mark.parametrize("name", unmarked.TEMPLATES)
def test_words_of_templates_are_still_unmarked(name: str) -> None:
    loader = Loader(Engine.get_default())
    for origin in loader.get_template_sources(name):
        try:
            shipped = loader.get_contents(origin)
        except TemplateDoesNotExist:
            continue
        missing = [words for words in unmarked.TEMPLATES[name] if words not in shipped]
        assert missing == []
        return
    pytest.fail(f"{name} is gone.")


@pytest.mark.parametrize(("module", "words"), FIXED)
def test_words_are_still_fixed_when_a_module_is_imported(module: str, words: str) -> None:
    assert words in inspect.getsource(importlib.import_module(module))


@pytest.mark.parametrize(
    ("language", "expected"), [("sr", "Трајно"), ("sr-latn", "Trajno"), ("en", "Permanent")]
)
def test_a_fixed_choice_is_in_the_language_of_the_reader(language: str, expected: str) -> None:
    with translation.override(language):
        form = RedirectsReportFilterSet().form
        assert expected in [str(label) for _value, label in form.fields["is_permanent"].choices]


@pytest.mark.parametrize(
    ("language", "expected"), [("sr", "Претрага"), ("sr-latn", "Pretraga"), ("en", "Search")]
)
def test_a_fixed_label_is_in_the_language_of_the_reader(language: str, expected: str) -> None:
    with translation.override(language):
        assert str(ChooserViewSet.search_tab_label) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "expected"),
    [("sr", "Измена сваке слике"), ("sr-latn", "Izmena svake slike"), ("en", "Edit any image")],
)
def test_a_permission_is_named_in_the_language_of_the_reader(language: str, expected: str) -> None:
    with translation.override(language):
        assert expected in str(GroupImagePermissionFormSet().empty_form["permissions"])
