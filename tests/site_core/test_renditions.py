"""Pictures: their copies are made by the worker, and nobody waits for one or fails at one."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms

from home.models import HomePage
from relations.models import ArticlePage
from site_core.jobs.models import ClaimLostError
from site_core.jobs.queues import run_due
from site_core.media.forms import SiteImageForm
from site_core.models import RenditionJob, SiteImage, SiteRendition, User
from site_core.published import renditions
from site_core.published.images import ALL_COPIES
from tests.support.factories import ArticlePageFactory, SiteImageFactory, scaled_image

pytestmark = pytest.mark.django_db


def picture(size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with some content, as a JPEG file."""
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").convert(mode).save(
        file, "JPEG", **options
    )
    return file.getvalue()


def overwrite(image: SiteImage, content: bytes) -> None:
    """Put something else where the file of an image lies."""
    storage, name = image.file.storage, str(image.file.name)
    storage.delete(name)
    assert storage.save(name, ContentFile(content)) == name


def no_picture_of(page: ArticlePage, client: Client) -> bool:
    html = client.get(page.url).content.decode()
    return "figure--lead" not in html or "<img" not in html.split("figure--lead")[1][:2000]


@pytest.fixture
def new(site: None) -> SiteImage:
    """A picture that has just been uploaded."""
    return SiteImageFactory()


@pytest.fixture
def article(home: HomePage, new: SiteImage) -> ArticlePage:
    """An article with that picture."""
    return ArticlePageFactory(
        parent=home,
        title="With a picture",
        lead_image=new,
        lead_image_alternative_text="A building",
    )


class TestCopiesAreMadeByTheWorker:
    def test_publishing_and_reading_make_none(
        self, article: ArticlePage, new: SiteImage, client: Client
    ) -> None:
        article.save_revision().publish()
        html = client.get(article.url).content.decode()
        shown = client.get(f"/api/v2/pages/{article.pk}/").json()["lead_image"]
        client.get("/api/v2/images/")

        assert not SiteRendition.objects.exists()
        original = new.file.url
        assert f'src="{original}"' in html
        assert 'srcset=""' not in html
        assert shown["src"].endswith(original)
        assert (shown["srcset"], shown["sources"], shown["placeholder"]) == ("", [], None)

    def test_the_page_shows_them_once_they_are_there(
        self, article: ArticlePage, client: Client
    ) -> None:
        before = client.get(article.url)
        old_api = client.get(f"/api/v2/pages/{article.pk}/")

        assert run_due(renditions.QUEUE) == 1

        after = client.get(article.url, headers={"if-none-match": before["ETag"]})
        assert after.status_code == 200
        html = after.content.decode()
        assert html.count("image/avif") == 1
        assert "width-1200" in html
        assert "og:image" in html
        api = client.get(f"/api/v2/pages/{article.pk}/", headers={"if-none-match": old_api["ETag"]})
        assert len(api.json()["lead_image"]["sources"]) == 2
        assert api.json()["lead_image"]["placeholder"].startswith("data:")
        assert not RenditionJob.objects.exists()

    def test_the_feed_tells_of_them(self, article: ArticlePage, client: Client) -> None:
        cursor = client.get("/api/v2/changes/?since=now").json()["meta"]["cursor"]
        run_due(renditions.QUEUE)
        changes = client.get(f"/api/v2/changes/?since={cursor}").json()["items"]
        assert [(change["change"], change["object"]["id"]) for change in changes] == [
            ("updated", article.pk)
        ]

    def test_a_new_file_gets_new_ones(self, home: HomePage, client: Client) -> None:
        image = scaled_image()
        page = ArticlePageFactory(
            parent=home, lead_image=image, lead_image_alternative_text="A building"
        )
        old = set(SiteRendition.objects.values_list("file", flat=True))

        image.file = ContentFile(picture(), name="other.jpg")
        image.save()

        html = client.get(page.url).content.decode()
        assert not [name for name in old if name in html]
        assert image.file.url in html
        run_due(renditions.QUEUE)
        assert "other.width-1200" in client.get(page.url).content.decode()

    def test_a_file_that_changes_meanwhile_is_not_forgotten(self) -> None:
        image = SiteImageFactory()
        job = RenditionJob.objects.get()
        assert job.claim()
        image.file = ContentFile(picture(), name="other.jpg")
        image.save()

        with pytest.raises(ClaimLostError):
            renditions.work(job)

        assert RenditionJob.objects.filter(image=image).exists()
        run_due(renditions.QUEUE)
        assert image.renditions.filter(file__contains="other").count() == len(ALL_COPIES)

    def test_what_an_image_lacks_is_found(self) -> None:
        whole, lacking = scaled_image(), scaled_image()
        SiteRendition.objects.filter(image=lacking, filter_spec=ALL_COPIES[0]).delete()

        assert renditions.request_missing() == 1
        assert [job.image for job in RenditionJob.objects.all()] == [lacking]
        run_due(renditions.QUEUE)
        assert renditions.request_missing() == 0
        assert whole.renditions.count() == lacking.renditions.count() == len(ALL_COPIES)


class TestAPictureThatCannotBeRead:
    def test_it_stops_no_page(self, article: ArticlePage, new: SiteImage, client: Client) -> None:
        overwrite(new, picture()[:4000])

        assert run_due(renditions.QUEUE) == 0
        job = RenditionJob.objects.get()
        assert job.failures == 1
        assert job.last_error

        article.save_revision().publish()
        assert client.get(article.url).status_code == 200
        assert no_picture_of(article, client)
        assert client.get(f"/api/v2/pages/{article.pk}/").json()["lead_image"] is None

    def test_it_is_shown_when_it_is_mended(
        self, article: ArticlePage, new: SiteImage, client: Client
    ) -> None:
        overwrite(new, b"no picture")
        run_due(renditions.QUEUE)
        overwrite(new, picture())
        new.save()

        run_due(renditions.QUEUE)
        assert not no_picture_of(article, client)


def _truncated() -> bytes:
    return picture((1200, 900))[:-4_000]


def _with_broken_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(mode="CMYK", icc_profile=profile[:60] + b"\0" * (len(profile) - 60))


class TestUpload:
    @pytest.fixture
    def editor(self, client: Client, site: None) -> Client:
        client.force_login(
            User.objects.create_superuser("editor", "editor@example.org", "password")
        )
        return client

    def send(self, editor: Client, content: bytes, name: str = "flag.jpg") -> Any:
        return editor.post(
            reverse("wagtailimages:add"),
            {
                "title": "A flag",
                "file": SimpleUploadedFile(name, content, "image/jpeg"),
                "collection": "1",
                "tags": "",
            },
        )

    def test_a_picture_is_taken(self, editor: Client) -> None:
        response = self.send(editor, picture())
        assert response.status_code == 302
        image = SiteImage.objects.get()
        assert (image.width, image.height, image.file_size) == (640, 480, len(picture()))
        run_due(renditions.QUEUE)
        assert image.renditions.count() == len(ALL_COPIES)

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(_truncated(), id="truncated"),
            pytest.param(_with_broken_profile(), id="broken colour profile"),
        ],
    )
    def test_one_that_cannot_be_scaled_is_refused(self, editor: Client, content: bytes) -> None:
        response = self.send(editor, content)
        assert "This picture is damaged" in response.content.decode()
        assert not SiteImage.objects.exists()

    def test_many_at_once_are_refused_in_the_same_words(self, editor: Client) -> None:
        response = editor.post(
            reverse("wagtailimages:add_multiple"),
            {
                "title": "A flag",
                "files[]": SimpleUploadedFile("flag.jpg", _truncated(), "image/jpeg"),
                "collection": "1",
            },
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert response.json()["success"] is False
        assert "This picture is damaged" in response.json()["error_message"]

    def test_too_many_pixels_are_refused(
        self, editor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(SiteImageForm.base_fields["file"], "max_image_pixels", 100_000)
        response = self.send(editor, picture())
        assert "too many pixels" in response.content.decode()
        assert not SiteImage.objects.exists()
