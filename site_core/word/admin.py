"""The pages of the admin on which a document of Word becomes a draft, and what is reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from site_core.languages.names import language_name
from site_core.pages.base import BasePage
from site_core.translations.slugs import slug_from
from site_core.word import files, reading
from site_core.word.models import WordImport
from site_core.word.pictures import Library


def page_types(parent: Page) -> list[type[BasePage]]:
    """The types of pages that can be made from a document below a page."""
    return [
        model
        for model in parent.specific_class.creatable_subpage_models()
        if issubclass(model, BasePage)
        and model.is_made_from_documents
        and model.can_create_at(parent)
    ]


def may_import(user: Any, parent: Page) -> bool:
    """Whether somebody may make a page from a document below a page."""
    return (
        not parent.is_root()
        and bool(page_types(parent))
        and parent.permissions_for_user(user).can_add_subpage()
    )


class WordForm(forms.Form):
    """A document, and what it becomes where there is a choice."""

    file = forms.FileField(
        label=_("Word document (.docx)"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # refused with a sentence that says what to do
    )
    kind = forms.ChoiceField(label=_("What it becomes"), required=False)

    def __init__(self, *args: Any, kinds: list[type[BasePage]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {model._meta.label_lower: model for model in kinds}
        if len(self.kinds) == 1:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [  # type: ignore[attr-defined] # a ChoiceField's
                (name, capfirst(model.get_verbose_name())) for name, model in self.kinds.items()
            ]

    def clean_file(self) -> Any:
        """The file, once it is known to be a document that can be read."""
        file = self.cleaned_data["file"]
        files.check(file)
        self.reading = reading.read(file)
        return file

    @property
    def model(self) -> type[BasePage]:
        """The type of the page."""
        return self.kinds.get(self.cleaned_data.get("kind") or "") or next(
            iter(self.kinds.values())
        )


class FromWordView(WagtailAdminTemplateMixin, FormView):
    """Takes a document, and makes a draft of it below a page."""

    template_name = "site_core/admin/from_word.html"
    page_title = _("From a Word file")
    header_icon = "upload"
    form_class = WordForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.parent = get_object_or_404(Page, pk=kwargs["parent_id"])
        if not may_import(request.user, self.parent):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kinds": page_types(self.parent)}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_explore", args=[self.parent.pk]),
                "label": self.parent.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            parent_page=self.parent,
            largest=filesizeformat(settings.MAX_DOCUMENT_BYTES),
            **kwargs,
        )

    def form_valid(self, form: WordForm) -> HttpResponse:
        try:
            parent = self._parent_for(form)
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        page = self._make(form, parent)
        messages.success(
            self.request,
            gettext("“%(title)s” was made from the Word file, as a draft.")
            % {"title": page.get_admin_display_title()},
        )
        return redirect("liaison_word_import", page.pk)

    def _parent_for(self, form: WordForm) -> Page:
        """Below which page the draft goes: this one, or its counterpart in the document's language.

        Raises ``ValidationError`` with a sentence where there is none, or where it is not theirs.
        """
        language = form.reading.language
        if language is None or language == self.parent.locale.language_code:
            return self.parent
        locale = Locale.objects.get(language_code=language)
        words = {
            "language": language_name(locale),
            "page": self.parent.get_admin_display_title(),
        }
        counterpart = self.parent.get_translation_or_none(locale)
        if counterpart is None or form.model not in page_types(counterpart):
            raise ValidationError(
                gettext(
                    "The language of this document is %(language)s, and “%(page)s” has no page in it below "
                    "which the draft could stand. Translate “%(page)s” first, or choose another page."
                )
                % words,
                code="no_counterpart",
            )
        if not may_import(self.request.user, counterpart):
            raise ValidationError(
                gettext(
                    "The language of this document is %(language)s, and you may not add pages below the "
                    "page in it that “%(page)s” has. Ask somebody who may."
                )
                % words,
                code="not_allowed",
            )
        form.reading.notes.add("other_tree", counterpart.get_admin_display_title())
        return counterpart

    def _make(self, form: WordForm, parent: Page) -> Page:
        found = form.reading
        user: Any = self.request.user
        library = Library(user, found.title, found.notes)
        images = {number: library.add(picture) for number, picture in found.pictures.items()}
        document = found.document(images)
        page = form.model(owner=user, locale=parent.locale, live=False)
        page.fill_from_document(document)
        page.slug = _free_slug(page, parent)
        parent.specific.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=False)
        log(
            instance=page,
            action="wagtail.create",
            user=user,
            content_changed=True,
            revision=revision,
        )
        kinds = Counter(item["type"] for item in document.body)
        WordImport.objects.create(
            page=page,
            file_name=form.cleaned_data["file"].name[:255],
            made_by=user,
            made_at=timezone.now(),
            counts={
                "key_points": len(found.key_points),
                "dated_points": found.dated_points,
                **{kind: kinds[kind] for kind in ("heading", "paragraph", "table", "image")},
            },
            notes=found.notes.found,
        )
        return page


def _free_slug(page: Page, parent: Page) -> str:
    """A slug by the title that no other page below the parent has; empty where Wagtail is to find one."""
    wanted = slug_from(page.title)
    slug, number = wanted, 1
    while wanted and not Page._slug_is_available(slug, parent, page):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


class WordReportView(WagtailAdminTemplateMixin, TemplateView):
    """What of a document was taken over, and what was not understood."""

    template_name = "site_core/admin/word_report.html"
    page_title = _("Report on the Word file")
    header_icon = "doc-full"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = WordImport.objects.select_related("page", "made_by")
        self.word_import = get_object_or_404(found, page=kwargs["page_id"])
        self.page = self.word_import.page
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.page.get_admin_display_title(),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            word_import=self.word_import,
            counts=self.word_import.counts,
            sections=self.word_import.sections,
            page=self.page,
            **kwargs,
        )


def _from_word_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a row of the explorer."""
    if may_import(user, page):
        url = reverse("liaison_from_word", args=[page.pk])
        yield Button(_("Add a page from a Word file"), url, icon_name="upload", priority=9)


def _header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu of the page's header: a page from Word below it, and what was reported of its own file."""
    yield from _from_word_button(page, user)
    if view_name == "edit" and WordImport.objects.filter(page=page.pk).exists():
        url = reverse("liaison_word_import", args=[page.pk])
        yield Button(_("Report on the Word file"), url, icon_name="doc-full", priority=68)


def register_hooks() -> None:
    """Put the import of documents into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_page_listing_more_buttons", _from_word_button)
    hooks.register("register_page_header_buttons", _header_buttons)


def _urls() -> list[URLPattern]:
    return [
        path("pages/<int:parent_id>/from-word/", FromWordView.as_view(), name="liaison_from_word"),
        path(
            "pages/<int:page_id>/word-report/", WordReportView.as_view(), name="liaison_word_import"
        ),
    ]
