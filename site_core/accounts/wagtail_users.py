"""Wagtail's app for users and groups, with our views of them."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """In ``INSTALLED_APPS`` in the place of ``wagtail.users``."""

    user_viewset = "site_core.accounts.people_admin.PeopleViewSet"
    group_viewset = "site_core.accounts.people_admin.RolesAndGroupsViewSet"
