"""The admin's pages for bulk work: files for agencies, submission of a subtree, and how far it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from site_core.translations import exchange, jobs
from site_core.translations.exchange import ExchangeError
from site_core.translations.models import TranslationJob
from site_core.translations.outdated import sync_new_texts
from site_core.translations.requirement import source_pages, target_locale

#: How long one request works on a job, in seconds.
SLICE = 2.0
MAX_FILE_SIZE = 10 * 1024 * 1024
WRITERS = {
    "po": (exchange.to_po, "text/x-gettext-translation"),
    "xliff": (exchange.to_xliff, "application/xliff+xml"),
}


class PageOfSourceChoice(forms.ModelChoiceField):
    """A page of the source language, indented by its depth."""

    def label_from_instance(self, obj: Page) -> str:
        return f"{'– ' * (obj.depth - 2)}{obj.title}"


class ExportForm(forms.Form):
    """What goes into a file."""

    below = PageOfSourceChoice(label=_("Page and all below it"), queryset=Page.objects.none())
    file_format = forms.ChoiceField(
        label=_("Format"), choices=[("po", "PO"), ("xliff", "XLIFF 1.2")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below: Any = self.fields["below"]
        below.queryset = source_pages()


class ImportForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(label=_("File"), help_text=_("PO or XLIFF 1.2, as it was exported."))
    overwrite = forms.BooleanField(
        label=_("Replace translations that are there already"), required=False
    )
    in_part = forms.BooleanField(
        label=_("Import the valid texts even if others are rejected"), required=False
    )

    def clean_file(self) -> Any:
        """Raise ``ValidationError`` for a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_SIZE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Divide it."))
        return file


class TranslatorView(WagtailAdminTemplateMixin, TemplateView):
    """For those who may submit pages for translation."""

    header_icon = "wagtail-localize-language"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("wagtail_localize.submit_translation"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ExchangeView(TranslatorView):
    """Export and import of texts, and the jobs that are under way."""

    template_name = "site_core/admin/translation_exchange.html"
    page_title = _("Translation files")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "export_form": ExportForm(),
                "import_form": ImportForm(),
                "jobs": TranslationJob.objects.all()[:10],
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with a file, or take one."""
        return self._export() if request.POST.get("action") == "export" else self._import()

    def _export(self) -> HttpResponse:
        form = ExportForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(export_form=form))
        locale = target_locale()
        root = form.cleaned_data["below"]
        pages = list(source_pages().filter(path__startswith=root.path))
        sync_new_texts(pages, locale)
        units = exchange.untranslated_units(pages, locale)
        if not units:
            messages.warning(
                self.request,
                gettext("There is nothing to translate here. Pages have to be submitted first."),
            )
            return redirect(self.request.path)
        write, content_type = WRITERS[form.cleaned_data["file_format"]]
        response = HttpResponse(write(units, locale), content_type=f"{content_type}; charset=utf-8")
        name = f"{root.slug}-{locale.language_code}-{timezone.localdate():%Y-%m-%d}"
        response["Content-Disposition"] = (
            f'attachment; filename="{name}.{form.cleaned_data["file_format"]}"'
        )
        return response

    def _import(self) -> HttpResponse:
        form = ImportForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                job = jobs.import_file(
                    form.cleaned_data["file"].read(),
                    form.cleaned_data["file"].name,
                    target_locale(),
                    self.request.user,
                    overwrite=form.cleaned_data["overwrite"],
                    in_part=form.cleaned_data["in_part"],
                )
            except ExchangeError as error:
                form.add_error("file", str(error))
            else:
                return redirect("liaison_translation_job", job.pk)
        return self.render_to_response(self.get_context_data(import_form=form))


class JobView(TranslatorView):
    """How far a job is. The page works on it while it is open; ``manage.py translation_jobs`` does so too."""

    template_name = "site_core/admin/translation_job.html"
    page_title = _("Translation work")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.job = get_object_or_404(TranslationJob, pk=kwargs["job_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(job=self.job, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Work on the job for a while."""
        job = jobs.advance(self.job.pk, seconds=SLICE)
        if request.accepts("text/html"):
            return redirect(request.path)
        return JsonResponse(
            {"done": job.done, "total": job.total, "is_finished": job.finished_at is not None}
        )


class _OnlyChoiceMixin:
    """Ticks the language beforehand where there is one alone to translate into."""

    def get_form(self) -> Any:
        form = super().get_form()  # type: ignore[misc] # of the view that it is mixed into
        choices = form.fields["locales"].queryset
        if not form.is_bound and len(choices) == 1:
            form.initial = {**form.initial, "locales": list(choices)}
        return form


class SubmitSnippetView(_OnlyChoiceMixin, SubmitSnippetTranslationView):
    """wagtail-localize's submission of a snippet."""

    def get_title(self) -> str:
        return gettext("Submit for translation")


class SubmitSubtreeView(_OnlyChoiceMixin, SubmitPageTranslationView):
    """wagtail-localize's submission of a page, whose subtree becomes a job: parents first, a step a page."""

    title = _("Submit for translation")

    def form_valid(self, form: Any) -> HttpResponse:
        locales = list(form.cleaned_data["locales"])
        parent = self.object.get_parent()
        is_orphan = not parent.is_root() and any(
            parent.get_translation_or_none(locale) is None for locale in locales
        )
        if not form.cleaned_data["include_subtree"] and not is_orphan:
            return super().form_valid(form)
        planned = [
            jobs.submit(
                self.object,
                locale,
                self.request.user,
                include_subtree=form.cleaned_data["include_subtree"],
            )
            for locale in locales
        ]
        return redirect("liaison_translation_job", planned[0].pk)
