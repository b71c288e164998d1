"""The base of every page type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from http import HTTPMethod
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models, transaction
from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import (
    SynchronizedField,
)

from site_core.blocks import faces
from site_core.languages.variants import DEFAULT_VARIANT
from site_core.pages import privacy, readable_texts
from site_core.pages.imported import ImportedDocument
from site_core.pages.routes import PageRoute
from site_core.pages.shared_fields import (
    PastDateField,
    SharedForeignKey,
)
from site_core.pages.tree_mixin import TreeMixin
from site_core.prefixes import MAX_REDIRECTED_PATH
from site_core.published import changes, documents, images, key_events
from site_core.published.documents import Alternate, PageContext, PageLink
from site_core.published.links import is_rich_text
from site_core.published.markdown import from_html, plain
from site_core.published.models import PublishedDocument
from site_core.published.restrictions import restrictions_at
from site_core.published.tree import check_same_locale, parent_path, refresh_tree_position
from site_core.translations.guard import GuardedPublishingMixin

if TYPE_CHECKING:
    from site_core.media.models import SiteImage

#: What Wagtail notes at a page when a draft of it is saved, or a colleague locks it.
_OF_DRAFTS = {
    *("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"),
    *("locked", "locked_by", "locked_at", COMMENTS_RELATION_NAME),
}

#: Foreign keys of a page that are what its row says, and never what a revision or an editor says.
_KEPT_BY_WAGTAIL = {
    *("content_type", "locale", "latest_revision", "live_revision", "owner", "locked_by"),
    "alias_of",
}

#: Wagtail's, with the project's own in its place.
PASSWORD_TEMPLATE = "wagtailcore/password_required.html"  # noqa: S105 - a template, no password


class BasePage(TreeMixin, GuardedPublishingMixin, Page):
    """What every page type shares. A page type declares the rest;
    ``site_core.pages.checks`` says what is missing.

    The published document of a page is written in the transaction that saves it, so a page type needs
    no signal of its own.
    """

    #: A page is read, or a form on it is sent. Any other method is answered 405.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS, HTTPMethod.POST]

    social_image = SharedForeignKey(
        "site_core.SiteImage",
        verbose_name=_("social image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where the page is shared. Without one the lead image is used."),
    )
    last_reviewed = PastDateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last checked that all of this is still true."),
    )

    #: Translatable policy that every page type starts from.
    base_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("social_image"),
        SynchronizedField("last_reviewed", overridable=False),
        SynchronizedField("show_in_menus", overridable=False),
    ]
    base_api_fields: ClassVar[list[APIField]] = [
        APIField("last_reviewed"),
        APIField("social_image"),
    ]

    #: Every page type declares its own, and begins with these.
    search_fields: list[Any] = [
        *Page.search_fields,
        index.SearchField("search_description", boost=2),
    ]
    #: ``admin_search`` sees to the entries of pages in the search index.
    search_auto_update = False
    #: Declared by every page type, with what Wagtail takes there.
    api_fields: list[APIField]
    max_count_per_parent: Any

    #: Parameters of the query in an address of the page that make it show something else. Whatever else is
    #: asked with them, the page is the same for everybody and is kept (``site_core.delivery.responses``).
    meaningful_parameters: ClassVar[tuple[str, ...]] = ()
    #: Relations that are fetched in one query with a page that is served.
    fetched_with_page: ClassVar[tuple[str, ...]] = ("locale",)
    #: The published document by which the page was found, on a page that is being served.
    routed_document: PublishedDocument | None = None
    #: What of the path is below the page's own, on a page that is being served: it routes that itself.
    routed_below: str = ""
    #: Home page, menu and footer of its site, on a page that is being served.
    frame: PageContext | None = None

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For site menus")),
    ]
    settings_panels = [FieldPanel("last_reviewed"), *Page.settings_panels]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Validate the page, without control characters in it: drafts go through here too."""
        readable_texts.make_readable(self)
        super().full_clean(*args, **kwargs)
        readable_texts.note_made_readable(self)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate the fields, but not whether what Wagtail has put there exists: the database sees to it."""
        super().clean_fields(exclude={*(exclude or ()), *_KEPT_BY_WAGTAIL})

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Validate what an editor can have chosen twice; the tree path is no such thing."""
        super().validate_unique(exclude={*(exclude or ()), "path"})

    # Kept true in one transaction

    def save(self, *args: Any, **kwargs: Any) -> None:
        from site_core.published import sync  # noqa: PLC0415 - serializers of API v2 need loaded models

        readable_texts.forget_made_readable(
            self
        )  # its texts may have changed since it was validated
        named = kwargs.get("update_fields")
        if named is not None and self.pk is not None and _OF_DRAFTS.issuperset(named):
            # Nobody reads it: no lock, and nothing to bring up to date. It refers to what it did before.
            has_comments = getattr(self, COMMENTS_RELATION_NAME).is_deferring
            with nullcontext() if has_comments else sync.without_reference_index():
                super().save(*args, **kwargs)
            return
        # The lock first of all, so that two who publish wait for each other and never for each other's rows.
        with transaction.atomic(), changes.recording() as recorder:
            # Wagtail saves the fields of a place by name, and all fields of a page as it was read.
            # One that was restored from a revision counts as new to Django, with an id of its own.
            if self.pk is None and self.depth:
                parent = Page.objects.filter(path=parent_path(self.path)).first()
                if parent is not None:
                    check_same_locale(self, parent)
            is_written_whole = (
                self.pk is not None
                and named is None
                and refresh_tree_position(self, may_be_new=self._state.adding)
            )
            was_alias = self.alias_of_id is None and "alias_of_id" in (named or ())
            restrictions = privacy.restrictions_of(self) if was_alias else []
            with sync.without_reference_index():
                super().save(*args, **kwargs)
            privacy.keep(self, restrictions)
            sync.page_saved(
                self.pk, self if is_written_whole else None, is_whole=named is None and self.live
            )
            if self.live and named is None:
                recorder.advances = True  # a template may show what no document holds

    def get_route_paths(self) -> list[str]:
        """The paths below the page's own that it answers, for redirects. A path can be too long for one."""
        paths: list[str] = super().get_route_paths()
        return paths if len(self.url_path) <= MAX_REDIRECTED_PATH else []

    def with_content_json(self, content: dict[str, Any]) -> Page:
        """Restore a revision with its place in the tree taken from the database.

        Wagtail takes the place from the instance in memory, which is older than the tree when a
        child was added in the meantime (wagtail-localize #773): saving it would lose the child.
        """
        own = {name: value for name, value in content.items() if name not in _KEPT_BY_WAGTAIL}
        restored = super().with_content_json(own)
        restored.live_revision_id = self.live_revision_id  # Wagtail takes that from the revision
        if self._state.fields_cache.get("locale") is not None:
            restored.locale = self.locale
        if self.pk is not None:
            refresh_tree_position(restored, may_be_new=True)
        return restored

    # Served by Wagtail, found by its published document

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """What readers have to pass: known to be nothing for a public document."""
        if self.routed_document is not None and not self.routed_document.restricted:
            return PageViewRestriction.objects.none()
        return restrictions_at(self.path)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["page_context"] = self.page_context
        return context

    def serve_password_required_response(
        self, request: HttpRequest, form: Form, action_url: str
    ) -> TemplateResponse:
        """Ask for the password, and tell nothing of the page: not its title, nor its lead."""
        template = self.password_required_template or PASSWORD_TEMPLATE
        return TemplateResponse(request, template, {"form": form, "action_url": action_url})

    @cached_property
    def represented_images(self) -> dict[int, dict[str, Any]]:
        """Image id → the image as plain values, of those in the published document of the page."""
        document = self.routed_document
        return images.in_representation(document.representation) if document else {}

    def links_to(self, relation: str) -> list[PageLink]:
        """The public pages of a child relation (``PageReference``), in the reader's language where there are.

        A page that is served has them in its published document; for any other they are looked up.
        """
        locale = self.locale.language_code
        if self.routed_document is not None:
            entries = self.routed_document.readable_representation[relation]
            return documents.represented_links((entry["page"] for entry in entries), locale)
        references = getattr(self, relation).all()
        return documents.page_links((reference.page_id for reference in references), locale)

    @property
    def source_changed_at(self) -> datetime | None:
        """Since when this page says less or other than the page that it is translated from."""
        return getattr(self.routed_document, "source_changed_at", None)

    @property
    def original(self) -> Alternate | None:
        """The published page that this one is translated from."""
        return next((item for item in self.alternates if item.variant == DEFAULT_VARIANT), None)

    # Two renderings of the same methods: templates, JSON-LD and the API use these

    @cached_property
    def page_context(self) -> PageContext:
        """The page's breadcrumb, alternates and menu: one query together."""
        return documents.page_context(self, self.frame)

    @property
    def breadcrumb(self) -> Sequence[PageLink]:
        """The public pages above this one, from the home page down."""
        return self.page_context.breadcrumb

    @property
    def alternates(self) -> Sequence[Alternate]:
        """Every published variant of this page, itself included."""
        return self.page_context.alternates

    # What a page type says of itself: each has a default, and nothing is found by its name alone

    #: The type of schema.org that the page is.
    schema_type: ClassVar[str] = "WebPage"
    #: Whether people without an account may post to the page. They have no cookie, so that nobody can be
    #: made to send something in their name, and Django's token is not asked for.
    accepts_anonymous_posts: ClassVar[bool] = False

    #: Whether an editor may make such a page from a document that was written elsewhere.
    is_made_from_documents: ClassVar[bool] = False

    def fill_from_document(self, document: ImportedDocument) -> None:
        """Take over what a document says, for page types that are made from documents."""
        self.title = document.title

    def structured_data(self, url: str, organisation: str) -> list[dict[str, Any]]:
        """Further nodes of schema.org, such as events.

        ``url`` is the page's own, ``organisation`` the ``@id`` of the institution's node.
        """
        return []

    @classmethod
    def get_events(cls, own: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        """What of the page has a date, for ``events/`` and calendars: its dated key points.

        ``own`` is the page's published representation. A type that has further dates adds them with
        ``site_core.published.key_events.event``.
        """
        return key_events.dated_key_points(own)

    @classmethod
    def get_markdown(cls, own: Mapping[str, Any]) -> Iterator[str]:
        """The content of the page as pieces of Markdown (CommonMark), between its title and its children.

        ``own`` is the page's published representation: its ``api_fields`` by name. Streams, rich text and
        plain text are given in the order of ``api_fields``.
        """
        base = {field.name for field in BasePage.base_api_fields}
        fields = {field.name: field for field in cls._meta.get_fields()}
        for name in (field.name for field in cls.api_fields if field.name not in base):
            value, field = own.get(name), fields.get(name)
            if isinstance(field, StreamField):
                yield from cls.stream_markdown(name, value)
            elif isinstance(value, str) and is_rich_text(value):
                yield from_html(value)
            elif isinstance(value, str) and isinstance(field, models.TextField):
                yield plain(value)

    @classmethod
    def stream_markdown(cls, name: str, items: Iterable[Mapping[str, Any]] | None) -> Iterator[str]:
        """Each block of a stream as Markdown. A block that is not known any more says nothing."""
        blocks = cast("StreamField", cls._meta.get_field(name)).stream_block.child_blocks
        for item in items or ():
            if item["type"] in blocks:
                yield faces.markdown(blocks[item["type"]], item["value"])

    def get_routes(self) -> Iterable[PageRoute]:
        """The addresses below its own that the page answers itself (``RoutablePageMixin``): for sitemaps.

        Where it names some, ``resolve/`` knows these alone; where it names none, whatever its routes match.
        """
        return ()

    @property
    def feed_date(self) -> date | None:
        """The day or moment by which the page stands in feeds: that of an event or a release, say.

        ``None`` for when it was first published.
        """
        return None

    def get_lead(self) -> str:
        """What the page says, in a few sentences, for page types that have such a text."""
        return ""

    def get_lead_image(self) -> SiteImage | None:
        """The image at the head of the page, for page types that have one."""
        return None

    def get_lead_image_text(self) -> str:
        """What that image shows, in the words of the page; empty where it adds nothing to the text."""
        return ""

    def get_social_image(self) -> SiteImage | None:
        """The image that stands for the page where it is shared."""
        return self.social_image or self.get_lead_image()
