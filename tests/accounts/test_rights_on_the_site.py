"""What each role may do with users, settings and reports: the table of ``docs/operations/roles.md``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken, GroupPagePermission, Locale, Site, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage
from site_core.accounts.roles import EDITOR, ROLES
from site_core.models import SiteSettings, User, WebhookEndpoint
from tests.support.rights import Person, one_of_each, rows, tried

pytestmark = pytest.mark.django_db
ROWS = {row.act: row for row in rows() if row.section == "The site"}
PASSWORD = "a-password-of-some-length"
Door = Callable[[Person], bool]


@pytest.fixture(autouse=True)
def people(home: HomePage, serbian_home: HomePage) -> None:
    User.objects.create_superuser("root", "root@example.org", "x")
    User.objects.create_user("guest", "guest@example.org", "x")


def opens(name: str, of: Callable[[], Any] | None = None) -> Door:
    """The view of that name, of the object that is found when it is tried."""

    def door(who: Person) -> bool:
        url = reverse(name, args=[of().pk] if of else [])
        return bool(who.browser.get(url).status_code == 200)

    return door


def posts(url: str, data: dict[str, Any], check: Callable[[], bool]) -> Door:
    def door(who: Person) -> bool:
        with TestCase.captureOnCommitCallbacks(execute=True):
            who.browser.post(url, data)
        return check()

    return door


def the(name: str) -> User:
    return User.objects.get(username=name)


def user_form(name: str, **entered: Any) -> dict[str, Any]:
    return {
        "username": name,
        "email": f"{name}@example.org",
        "first_name": "First",
        "last_name": "Last",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_active": "on",
        **entered,
    }


def the_site() -> Site:
    return Site.objects.get(is_default_site=True)


def a_workflow() -> Workflow:
    return Workflow.objects.order_by("pk")[0]


def group(role: str) -> Group:
    return Group.objects.get(name=ROLES[role].group)


def of_user(name: str) -> Door:
    return opens("wagtailusers_users:edit", lambda: the(name))


def guest_has_a_role() -> bool:
    return the("guest").groups.exists()


def edits_user(name: str, entered: Callable[[], dict[str, Any]], check: Callable[[], bool]) -> Door:
    def door(who: Person) -> bool:
        url = reverse("wagtailusers_users:edit", args=[the(name).pk])
        return posts(url, user_form(name, **entered()), check)(who)

    return door


def many_users(action: str, name: str, data: Callable[[], dict[str, Any]], check: Any) -> Door:
    def door(who: Person) -> bool:
        url = f"/admin/bulk/site_core/user/{action}/?id={the(name).pk}"
        return posts(url, data(), check)(who)

    return door


def group_form(name: str, **entered: Any) -> dict[str, Any]:
    empty = ("page_permissions", "collection_permissions", "image_permissions")
    formsets = {key: inline_formset([]) for key in (*empty, "document_permissions")}
    return nested_form_data({"name": name, **formsets, **entered})


def _changes_role(who: Person) -> bool:
    before = set(group(EDITOR).permissions.values_list("pk", flat=True))
    pages = GroupPagePermission.objects.filter(group=group(EDITOR)).count()
    url = reverse("wagtailusers_groups:edit", args=[group(EDITOR).pk])
    wanted = Permission.objects.get(codename="add_redirect").pk
    who.browser.post(url, group_form("Other", permissions=[wanted]))
    renamed = not Group.objects.filter(name=ROLES[EDITOR].group).exists()
    return (
        renamed
        or set(group(EDITOR).permissions.values_list("pk", flat=True)) != before
        or GroupPagePermission.objects.filter(group=group(EDITOR)).count() != pages
    )


def _deletes_role(who: Person) -> bool:
    who.browser.post(reverse("wagtailusers_groups:delete", args=[group(EDITOR).pk]))
    return not Group.objects.filter(name=ROLES[EDITOR].group).exists()


def _settings_url() -> str:
    site = the_site()
    return reverse("wagtailsettings:edit", args=["site_core", "sitesettings", site.pk])


def _changes_settings(who: Person) -> bool:
    data = nested_form_data(
        {
            "is_demonstration": "on",
            "search_synonyms": "",
            "footer_pages": inline_formset([]),
            "sections_requiring_translation": inline_formset([]),
        }
    )
    return posts(
        _settings_url(), data, lambda: SiteSettings.objects.filter(is_demonstration=True).exists()
    )(who)


def _changes_site(who: Person) -> bool:
    site = the_site()
    url = reverse("wagtailsites:edit", args=[site.pk])
    data = {
        "hostname": "changed.example.org",
        "port": "80",
        "site_name": "",
        "root_page": site.root_page_id,
        "is_default_site": "on",
    }
    return posts(url, data, lambda: Site.objects.filter(hostname="changed.example.org").exists())(
        who
    )


def _adds_webhook(who: Person) -> bool:
    data = {
        "name": "App",
        "url": "https://93.184.215.14/hook",
        "site": the_site().pk,
        "is_active": "on",
    }
    return posts(reverse("webhooks:add"), data, WebhookEndpoint.objects.exists)(who)


ACTS: dict[str, dict[str, Door]] = {
    "add a user": {
        "view": opens("wagtailusers_users:add"),
        "request": posts(
            "/admin/users/new/",
            user_form("newcomer"),
            lambda: User.objects.filter(username="newcomer").exists(),
        ),
    },
    "give a role": {
        "view": of_user("guest"),
        "request": edits_user("guest", lambda: {"groups": [group(EDITOR).pk]}, guest_has_a_role),
        "bulk": many_users(
            "assign_role",
            "guest",
            lambda: {"role": group(EDITOR).pk},
            guest_has_a_role,
        ),
    },
    "give full access": {
        "request": edits_user(
            "guest", lambda: {"is_superuser": "on"}, lambda: the("guest").is_superuser
        )
    },
    "change who has full access": {
        "view": of_user("root"),
        "request": edits_user("root", dict, lambda: the("root").first_name == "First"),
        "bulk": many_users(
            "set_active_state",
            "root",
            lambda: {"mark_as_active": "False"},
            lambda: not the("root").is_active,
        ),
    },
    "make a group": {
        "view": opens("wagtailusers_groups:add"),
        "request": posts(
            "/admin/groups/new/",
            group_form("Guests"),
            lambda: Group.objects.filter(name="Guests").exists(),
        ),
    },
    "change what a role may do": {"request": _changes_role},
    "delete a role": {"request": _deletes_role},
    "change the settings of the site": {
        "view": lambda who: who.browser.get(_settings_url()).status_code == 200,
        "request": _changes_settings,
    },
    "change a site": {
        "view": opens("wagtailsites:edit", the_site),
        "request": _changes_site,
    },
    "add a language": {
        "view": opens("wagtaillocales:add"),
        "request": posts(
            "/admin/locales/new/",
            {"language_code": "de"},
            lambda: Locale.objects.filter(language_code="de").exists(),
        ),
    },
    "add a redirect": {
        "view": opens("wagtailredirects:add"),
        "request": posts(
            "/admin/redirects/add/",
            {"old_path": "/old/", "redirect_link": "https://example.org/", "is_permanent": "on"},
            Redirect.objects.exists,
        ),
    },
    "change a workflow": {
        "view": opens("wagtailadmin_workflows:edit", a_workflow),
    },
    "add a webhook": {"view": opens("webhooks:add"), "request": _adds_webhook},
    "make a token for the API": {
        "view": opens("wagtailusers_api_tokens:add"),
        "request": lambda who: posts(
            "/admin/api-tokens/new/",
            {"name": "mine", "user": who.user.pk},
            APIToken.objects.filter(name="mine").exists,
        )(who),
    },
    "see the plugins": {"view": opens("liaison_plugins")},
    "see locked pages": {"view": opens("wagtailadmin_reports:locked_pages")},
    "see the ages of pages": {"view": opens("wagtailadmin_reports:aging_pages")},
    "see workflows under way": {"view": opens("wagtailadmin_reports:workflow")},
}


def test_the_table_and_the_trials_are_of_the_same_acts_and_doors() -> None:
    assert {act: set(row.doors) for act, row in ROWS.items()} == {
        act: set(doors) for act, doors in ACTS.items()
    }


@pytest.mark.parametrize(
    ("act", "door"), [(act, door) for act, row in ROWS.items() for door in row.doors]
)
def test_a_role_may_do_what_the_table_gives_and_nothing_else(act: str, door: str) -> None:
    done_by = {
        role: {"yes"} if tried(ACTS[act][door], who) else set()
        for role, who in one_of_each().items()
    }
    assert done_by == ROWS[act].may
