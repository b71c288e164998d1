"""What people with different rights and languages do in the admin, by its own views, at random.

An act that somebody may not do leaves everything as it was; no act is answered with an error of the
server. What a person takes down there is remembered, so that everything else must stay.
"""

from __future__ import annotations

from typing import Any, cast

import hypothesis.strategies as st
from django.test import Client, TestCase
from django.urls import reverse
from hypothesis.stateful import rule
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from home.models import HomePage
from relations.models import ArticlePage
from site_core.media.models import SiteDocument, SiteImage
from site_core.models import User
from tests.support.people import with_permissions
from tests.support.translating import MARK
from tests.support.two_languages import LANGUAGES, NUMBERS, TwoLanguages

PEOPLE = st.sampled_from(["author", "editor", "translator", "administrator"])
RIGHTS = {
    "author": ("en", ("add_page", "change_page")),
    "editor": ("en", ("add_page", "change_page", "publish_page", "lock_page")),
    "translator": ("sr", ("change_page",)),
}


class ThroughTheAdmin(TwoLanguages):
    """Four people: who writes English, who publishes it, who translates, and the administrator."""

    def browser(self, name: str, language: str) -> tuple[User, Client]:
        """Somebody's browser, with the admin in a language."""
        if not User.objects.filter(username=name).exists():
            self._add_person(name)
        user = User.objects.get(username=name)
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        client = Client()
        client.force_login(user)
        return user, client

    def _add_person(self, name: str) -> None:
        if name not in RIGHTS:
            User.objects.create_superuser(name, f"{name}@example.org", "x")
            return
        language, for_pages = RIGHTS[name]
        home = cast("Page", HomePage.objects.get(locale__language_code=language))
        with_permissions(name, "submit_translation", pages=(home,), for_pages=for_pages)

    def any_article(self, number: int) -> ArticlePage | None:
        """An article of either language, aliases too."""
        found = list(ArticlePage.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def post(self, client: Client, url: str, data: dict[str, Any] | None = None) -> Any:
        """Send a form, and do what waits for the end of the request's transaction."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            answer = client.post(url, data or {})
        assert answer.status_code < 500, f"{url} answers {answer.status_code}"
        return answer

    def take_down_all(self, page: Any) -> None:
        """Note that a page goes, and what shows it elsewhere."""
        self.take_down(page)
        for alias in Page.objects.filter(alias_of=page.pk):
            self.take_down_all(alias)

    @rule(who=PEOPLE, language=LANGUAGES, number=NUMBERS)
    def delete_in_the_admin(self, who: str, language: str, number: int) -> None:
        article = self.any_article(number)
        user, client = self.browser(who, language)
        if article is None or ArticlePage.objects.filter(locale=article.locale).count() < 3:
            return
        may = article.permissions_for_user(user).can_delete()
        if may:
            self.take_down_all(article)
        self.post(client, reverse("wagtailadmin_pages:delete", args=[article.pk]))
        assert may or ArticlePage.objects.filter(pk=article.pk).exists(), f"{who} deleted a page"

    @rule(who=PEOPLE, language=LANGUAGES, number=NUMBERS)
    def unpublish_in_the_admin(self, who: str, language: str, number: int) -> None:
        article = self.any_article(number)
        user, client = self.browser(who, language)
        if article is None or not article.live or article.alias_of_id:
            return  # Wagtail shows an alias again whenever its original is published
        if article.permissions_for_user(user).can_unpublish():
            self.take_down_all(article)
        self.post(client, reverse("wagtailadmin_pages:unpublish", args=[article.pk]))

    @rule(who=PEOPLE, language=LANGUAGES, number=NUMBERS)
    def publish_both_in_the_admin(self, who: str, language: str, number: int) -> None:
        article = self.pick(number)
        _user, client = self.browser(who, language)
        if article is not None:
            url = reverse("liaison_publish_page", args=[article.pk])
            assert client.get(url).status_code < 500
            self.post(client, url, {"action": "together", "at": ""})

    @rule(who=PEOPLE, language=LANGUAGES, number=NUMBERS)
    def submit_in_the_admin(self, who: str, language: str, number: int) -> None:
        article = self.pick(number)
        _user, client = self.browser(who, language)
        if article is not None:
            url = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
            assert client.get(url).status_code < 500
            self.post(client, url, {"locales": [self.serbian.pk], "include_subtree": "on"})

    @rule(who=PEOPLE, number=NUMBERS)
    def lock_or_unlock_in_the_admin(self, who: str, number: int) -> None:
        article = self.any_article(number)
        _user, client = self.browser(who, "en")
        if article is not None:
            act = "unlock" if article.locked else "lock"
            self.post(client, reverse(f"wagtailadmin_pages:{act}", args=[article.pk]))

    @rule(
        who=PEOPLE,
        language=LANGUAGES,
        number=NUMBERS,
        count=st.integers(min_value=0, max_value=40),
        action=st.sampled_from(["", "publish"]),
    )
    def work_on_the_texts(
        self, who: str, language: str, number: int, count: int, action: str
    ) -> None:
        """Open a translation, fill in some boxes, and save or publish what one sees."""
        article = self.pick(number)
        record = self.record_of(article) if article is not None else None
        counterpart = article.get_translation_or_none(self.serbian) if article else None
        if record is None or counterpart is None:
            return
        _user, client = self.browser(who, language)
        url = reverse("wagtailadmin_pages:edit", args=[counterpart.pk])
        assert client.get(url).status_code < 500
        data = {"action": action}
        for segment in record.source.stringsegment_set.order_by("order")[:count]:
            written = StringTranslation.objects.filter(
                translation_of=segment.string, context=segment.context, locale=self.serbian
            ).first()
            data[f"text-{segment.pk}"] = f"{MARK}{segment.string.data}"
            data[f"seen-{segment.pk}"] = written.data if written else ""
        self.post(client, url, data)

    @rule(who=PEOPLE, language=LANGUAGES, number=NUMBERS)
    def look_around(self, who: str, language: str, number: int) -> None:
        """No list, report or editor fails, whatever state the pages are in."""
        _user, client = self.browser(who, language)
        article = self.any_article(number)
        urls = [
            reverse("wagtailadmin_home"),
            reverse("liaison_translations"),
            reverse("liaison_translation_work"),
        ]
        if article is not None:
            urls += [
                reverse("wagtailadmin_pages:edit", args=[article.pk]),
                reverse("wagtailadmin_pages:history", args=[article.pk]),
                reverse("wagtailadmin_explore", args=[article.get_parent().pk]),
            ]
        for url in urls:
            answer = client.get(url)
            assert answer.status_code < 500, f"{url} answers {answer.status_code}"

    @rule(number=NUMBERS, other=NUMBERS)
    def reorder(self, number: int, other: int) -> None:
        article = self.any_article(number)
        siblings = list(article.get_siblings(inclusive=False)) if article is not None else []
        if article is not None and siblings:
            self.done(lambda: article.move(siblings[other % len(siblings)], pos="left"))

    @rule(number=NUMBERS, other=NUMBERS)
    def undo(self, number: int, other: int) -> None:
        """Publish an earlier revision again."""
        article = self.pick(number)
        earlier = list(Revision.objects.for_instance(article).order_by("pk")) if article else []
        if article is not None and earlier:
            chosen = earlier[other % len(earlier)]
            self.done(lambda: chosen.as_object().save_revision().publish())

    @rule(number=NUMBERS, is_deletion=st.booleans())
    def change_a_file(self, number: int, is_deletion: bool) -> None:
        """Rename or delete a picture or a document that pages may show."""
        files: list[Any] = [*SiteDocument.objects.order_by("pk"), *SiteImage.objects.order_by("pk")]
        if not files:
            return
        file = files[number % len(files)]
        self.counter += 1
        file.title = f"File {self.counter}"
        self.done(file.delete if is_deletion else file.save)

    @rule(number=NUMBERS, who=PEOPLE)
    def restrict_in_the_admin(self, number: int, who: str) -> None:
        article = self.any_article(number)
        _user, client = self.browser(who, "sr")
        if article is not None:
            url = reverse("wagtailadmin_pages:set_privacy", args=[article.pk])
            kind = PageViewRestriction.LOGIN if number % 2 else PageViewRestriction.NONE
            self.post(client, url, {"restriction_type": kind})
