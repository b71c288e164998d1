"""Roles are groups that the software makes and keeps, and nobody loses a right by them."""

from __future__ import annotations

import logging
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page, Workflow, WorkflowPage

from home.models import HomePage
from site_core.accounts import role_groups
from site_core.accounts.roles import AUTHOR, EDITOR, ROLES, TRANSLATOR, role_of
from site_core.models import User
from site_core.plugins import registry
from tests.support.rights import person

pytestmark = pytest.mark.django_db
make_groups = import_module("site_core.migrations.0036_role_groups").make_groups
retire = import_module("site_core.migrations.0038_unused_stock_groups").retire


def group(role: str) -> Group:
    return Group.objects.get(name=ROLES[role].group)


def rights() -> set[tuple[str, ...]]:
    """Every right of every role, in words."""
    pages = GroupPagePermission.objects.values_list(
        "group__name", "page__slug", "permission__codename"
    )
    plain = Group.objects.values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    )
    return {tuple(map(str, row)) for row in (*pages, *plain)}


def test_a_role_is_given_exactly_its_rights_again(home: HomePage) -> None:
    before = rights()
    group(AUTHOR).permissions.add(Permission.objects.get(codename="add_redirect"))
    GroupPagePermission.objects.filter(group=group(EDITOR), page=home).delete()
    assert rights() != before

    role_groups.keep(registry.roles())
    assert rights() == before


def test_every_permission_of_a_role_is_there(
    home: HomePage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        role_groups.keep(registry.roles())
    assert caplog.messages == []
    assert group(TRANSLATOR).permissions.filter(codename="change_office").exists()


def test_what_a_plugin_adds_goes_with_it(home: HomePage) -> None:
    role_groups.keep({})
    assert not group(TRANSLATOR).permissions.filter(codename="change_office").exists()


def test_a_new_tree_has_its_rights_from_the_start(home: HomePage, serbian: Locale) -> None:
    page = home.copy_for_translation(serbian)
    held = GroupPagePermission.objects.filter(page=page, group=group(TRANSLATOR))
    assert set(held.values_list("permission__codename", flat=True)) == {"add_page", "change_page"}
    assert not GroupPagePermission.objects.filter(page=page, group=group(AUTHOR)).exists()

    second = HomePage(title="Second", slug="second", locale=home.locale)
    Page.get_first_root_node().add_child(instance=second)
    assert GroupPagePermission.objects.filter(page=second, group=group(AUTHOR)).count() == 2


def test_a_group_of_the_site_s_own_keeps_members_and_rights_under_another_name() -> None:
    group(EDITOR).delete()
    own = Group.objects.create(name="Editor")
    own.permissions.add(Permission.objects.get(codename="add_redirect"))
    user = User.objects.create_user("ana", "ana@example.org", "x")
    user.groups.add(own)

    make_groups(apps, None)
    own.refresh_from_db()
    assert own.name == "Editor (1)"
    assert user.has_perm("wagtailredirects.add_redirect")
    assert role_of(own) is None
    assert not group(EDITOR).user_set.exists()


class TestTheGroupsThatWagtailBeginsWith:
    def test_are_gone_where_nobody_was_in_them(self, home: HomePage) -> None:
        assert not Group.objects.filter(name__in=("Editors", "Moderators")).exists()
        assert not Workflow.objects.filter(name="Moderators approval").exists()

    def test_stay_with_all_they_have_while_somebody_is_in_one(self, home: HomePage) -> None:
        for name in ("Editors", "Moderators"):
            Group.objects.create(name=name)
        workflow = Workflow.objects.create(name="Moderators approval", active=True)
        WorkflowPage.objects.all().delete()
        WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=workflow)
        User.objects.create_user("ana", "ana@example.org", "x").groups.add(
            Group.objects.get(name="Editors")
        )

        retire(apps, None)
        assert Group.objects.filter(name__in=("Editors", "Moderators")).count() == 2
        assert home.get_workflow() == workflow
        assert str(Group.objects.get(name="Editors")) == "Editors (Wagtail)"

    def test_make_way_for_the_workflows_of_the_languages(
        self, home: HomePage, serbian_home: HomePage
    ) -> None:
        Group.objects.create(name="Moderators")
        workflow = Workflow.objects.create(name="Moderators approval", active=True)
        WorkflowPage.objects.all().delete()
        WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=workflow)

        retire(apps, None)
        assert not Group.objects.filter(name="Moderators").exists()
        assert [page.get_workflow().name for page in (home, serbian_home)] == [
            "English pages",
            "Српске странице",
        ]


def test_roles_are_chosen_by_what_they_are_for(admin_client: Client, home: HomePage) -> None:
    shown = admin_client.get("/admin/users/new/").content.decode()
    for role in ROLES.values():
        assert f"<strong>{role.label}</strong> – {role.description}" in shown
    places = [shown.index(f"<strong>{role.label}</strong>") for role in ROLES.values()]
    assert places == sorted(places)


def test_a_role_is_shown_and_not_changed(admin_client: Client, home: HomePage) -> None:
    who = person(EDITOR, name="emil")
    url = f"/admin/groups/edit/{group(EDITOR).pk}/"
    shown = admin_client.get(url).content.decode()
    assert str(ROLES[EDITOR].description) in shown
    assert f"/admin/users/edit/{who.user.pk}/" in shown
    refused = admin_client.post(url, {"name": "Other"}, follow=True).content.decode()
    assert "Nothing was changed: “Editor” is a role" in refused
    assert group(EDITOR)


def test_somebody_with_two_roles_may_do_what_either_may(
    home: HomePage, serbian_home: HomePage
) -> None:
    both = person(AUTHOR, TRANSLATOR, name="both").user
    assert home.permissions_for_user(both).can_edit()
    assert serbian_home.permissions_for_user(both).can_edit()


@pytest.mark.parametrize("language", ["en", "sr"])
def test_the_account_page_of_everybody_can_be_saved(home: HomePage, language: str) -> None:
    who = person(AUTHOR, name="ana")
    who.user.first_name, who.user.last_name = "Ana", "Author"
    who.user.save()
    data = {
        "name_email-first_name": "Ana",
        "name_email-last_name": "Author",
        "name_email-email": "ana@example.org",
        "locale-preferred_language": language,
        "locale-current_time_zone": "Europe/Belgrade",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert who.browser.post("/admin/account/", data).status_code == 302
    who.user.wagtail_userprofile.refresh_from_db()
    assert who.user.wagtail_userprofile.preferred_language == language
