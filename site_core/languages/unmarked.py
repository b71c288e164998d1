"""Words that other packages show without marking them for translation, and how they become translatable.

Each is a gap upstream, and a test asks of each whether it is still there. Words in templates are marked
where the template is loaded; words that a class fixes when it is imported are in ``fixed_words``.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Origin
from django.template.loaders.app_directories import Loader

#: What ``fixed_words``, the templates below and the names of permissions need besides what is collected.
MESSAGES = (
    "Body",
    "Can add page",
    "Can change page",
    "Can publish",
    "Can submit translations",
    "Email address",
    "Link text",
    "Phone number",
    "Role",
    "Source locale",
    "Subject",
    "Target locale",
    "others",
    "translation",
)


def _translated(name: str) -> str:
    """Template code that shows a variable in the reader's language, in templates that load no library."""
    return f"{{% load i18n %}}{{% translate {name} %}}"


def _permission(act: str, label: str) -> dict[str, str]:
    """Django keeps the names of permissions in the database, in English: „Додај: канцеларија“ instead."""
    return {
        f"{{{{ content_perms_dict.{act}.perm.name }}}}": (
            f"{{% translate '{label}' %}}: {{% translate content_perms_dict.object %}}"
        )
    }


#: The name of a template → what stands in it → what is to stand there.
TEMPLATES: Mapping[str, Mapping[str, str]] = {
    "wagtailadmin/home.html": {'value="Search"': "value=\"{% translate 'Search' %}\""},
    "wagtailadmin/shared/header.html": {
        'value="Search"': f'value="{_translated("'Search'")}"',
    },
    "wagtailadmin/shared/headers/_actions.html": {
        'aria-label="Actions"': f'aria-label="{_translated("'Actions'")}"',
    },
    "wagtailadmin/tables/boolean_cell.html": {"value|stringformat:'s'": "value|yesno"},
    # Where pages of several kinds are found, Wagtail knows no name for them, and shows "None".
    "wagtailadmin/pages/listing/_page_title_column_header.html": {
        "items_count=items_count|intcomma %}\n            {{ start_index }}": (
            "items_count=items_count|intcomma model_name=model_name|default:_('pages') %}\n"
            "            {{ start_index }}"
        ),
    },
    # Nobody is known to have published what a script or a schedule has.
    "wagtailadmin/shared/user_avatar.html": {"{{ user }}": "{{ user|default_if_none:'' }}"},
    "wagtailusers/groups/includes/formatted_permissions.html": {
        **_permission("add", "Add"),
        **_permission("change", "Change"),
        **_permission("delete", "Delete"),
        "{{ content_perms_dict.object|capfirst }}": (
            "{% translate content_perms_dict.object|capfirst %}"
        ),
    },
    "wagtailusers/groups/includes/page_permissions_form.html": {
        "{{ option.choice_label }}": "{% translate option.data.value.instance.name %}",
    },
    "wagtaillocales/edit.html": {
        '{% include "wagtailadmin/shared/header.html" with title=view.page_title '
        "subtitle=view.get_page_subtitle": (
            "{% translate view.get_page_subtitle as subtitle %}"
            '{% include "wagtailadmin/shared/header.html" with title=view.page_title '
            "subtitle=subtitle"
        ),
    },
    "wagtaillocales/index.html": {
        "{{ locale.num_pages }} pages{% if locale.num_others %} + {{ locale.num_others }} others": (
            "{% translate 'Pages' %}: {{ locale.num_pages }}"
            "{% if locale.num_others %}, {% translate 'others' %}: {{ locale.num_others }}"
        ),
    },
}


class MarkingLoader(Loader):
    """Loads the templates of apps, as Django's does, and marks in them what nobody has marked."""

    def get_contents(self, origin: Origin) -> str:
        contents: str = super().get_contents(origin)
        for words, marked in TEMPLATES.get(str(origin.template_name), {}).items():
            contents = contents.replace(words, marked)
        return contents
