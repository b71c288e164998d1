"""People and groups in Wagtail's admin: roles are chosen by what they are for, and kept as they are.

Whoever may change people and has no full access gives nobody full access, and changes nobody who has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups, users

from site_core.accounts.models import User
from site_core.accounts.roles import ROLES, group_label, role_of


def _roles_first() -> QuerySet[Group]:
    """All groups: the roles in their order, then what somebody has made."""
    places = [When(name=role.group, then=place) for place, role in enumerate(ROLES.values())]
    return Group.objects.order_by(Case(*places, default=len(places)), "name")


class RolesField(forms.ModelMultipleChoiceField):
    """Groups to choose from, each with what it is for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            _roles_first(),
            label=_("Roles"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Somebody can have several roles, and may do what any of them may do."),
            **kwargs,
        )

    def label_from_instance(self, obj: Group) -> str:
        role = role_of(obj)
        if role is None:
            return group_label(obj)
        return format_html("<span><strong>{}</strong> – {}</span>", role.label, role.description)


class _PersonFormMixin:
    """Roles with what they are for, and full access only from the hands of somebody who has it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        full_access = self.fields.get("is_superuser")
        if full_access is not None:
            full_access.label = _("Full access")
            full_access.help_text = _(
                "May do everything, whatever roles are chosen below. For whoever looks after the server."
            )
            if not by.is_superuser:
                full_access.disabled = True  # what is sent for it does not count
                full_access.help_text = _("Only somebody who has full access can give it.")


class NewPersonForm(_PersonFormMixin, UserCreationForm):
    """Wagtail's form for a new user."""

    groups = RolesField()


class PersonForm(_PersonFormMixin, UserEditForm):
    """Wagtail's form for a user that is there."""

    groups = RolesField()


class _ByMixin:
    """Tells the form who uses it."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}  # type: ignore[misc] # a view's


class NewPersonView(_ByMixin, users.CreateView):
    """A new user."""


class PersonView(_ByMixin, users.EditView):
    """A user. Whoever has full access is changed only by their like."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied(
                gettext("“%(name)s” has full access: only somebody who has it too can change that.")
                % {"name": get_user_display_name(self.object)}
            )


class PeopleView(users.IndexView):
    """The list of users, with the roles of each."""

    @cached_property
    def columns(self) -> list[Column]:
        columns = [column for column in super().columns if column.name != "is_superuser"]
        roles = Column("roles", label=_("Roles"), accessor=_roles_of, width="20%")
        return [*columns[:3], roles, *columns[3:]]

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().prefetch_related("groups")


def _roles_of(user: User) -> str:
    names = [str(_("Full access"))] if user.is_superuser else []
    return ", ".join([*names, *sorted(str(group) for group in user.groups.all())])


class PeopleViewSet(users.UserViewSet):
    """Users, as Wagtail has them, with roles."""

    index_view_class = PeopleView
    add_view_class = NewPersonView
    edit_view_class = PersonView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonForm if for_update else NewPersonForm


def _about(group: Group) -> Any:
    role = role_of(group)
    return role.description if role else ""


class GroupsView(groups.IndexView):
    """The list of groups, each under the name that people read."""

    columns: list[Column] = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=str,
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        ),
        Column("description", label=_("What it is for"), accessor=_about),
    ]


class GroupView(groups.EditView):
    """A group. What a role may do comes with the software, and is shown and not changed."""

    def get_template_names(self) -> list[str]:
        if role_of(self.object) is not None:
            return ["site_core/admin/role.html"]
        return list(super().get_template_names())

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        role = role_of(self.object)
        if role is not None:
            people = User.objects.filter(groups=self.object, is_active=True)
            context.update(role=role, people=people.order_by("last_name", "first_name"))
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _refusal(request, self.get_object())
        return refused or super().post(request, *args, **kwargs)


class DeleteGroupView(groups.DeleteView):
    """Deletes a group that is no role."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refused = _refusal(request, self.get_object())
        return refused or super().dispatch(request, *args, **kwargs)


def _refusal(request: HttpRequest, group: Group) -> HttpResponse | None:
    role = role_of(group)
    if role is None:
        return None
    messages.error(
        request,
        gettext(
            "Nothing was changed: “%(role)s” is a role, and what it may do comes with the software. Make a "
            "group of your own for further rights, and give it to those who need them."
        )
        % {"role": role.label},
    )
    return redirect(reverse("wagtailusers_groups:edit", args=[group.pk]))


class RolesAndGroupsViewSet(groups.GroupViewSet):
    """Groups, as Wagtail has them; those of roles are kept as they are."""

    index_view_class = GroupsView
    edit_view_class = GroupView
    delete_view_class = DeleteGroupView


def protect_full_access(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Before a bulk action on users: whoever has full access is changed only by their like."""
    found = [item for item in objects if isinstance(item, User) and item.is_superuser]
    if request.method != "POST" or not found or request.user.is_superuser:
        return None
    messages.error(
        request,
        gettext("Nothing was changed: %(names)s has full access, and you have not.")
        % {"names": ", ".join(get_user_display_name(user) for user in found)},
    )
    return redirect("wagtailusers_users:index")
