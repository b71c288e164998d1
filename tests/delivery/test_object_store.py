"""Uploads in an object store: kept, shown as from a disk, and missed by nobody while it is away."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import urllib3
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from moto.server import ThreadedMotoServer

from home.models import HomePage
from site_core.delivery.object_store import ObjectStoreMiddleware
from site_core.models import SiteDocument
from site_core.settings.parsing import object_store
from site_core.settings.uploads import uploads
from tests.support.factories import ArticlePageFactory, SiteImageFactory, scaled_image

pytestmark = pytest.mark.django_db
BUCKET = "liaison"
#: What strangers may read: pictures.
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": [
                f"arn:aws:s3:::{BUCKET}/media/images/*",
                f"arn:aws:s3:::{BUCKET}/media/original_images/*",
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an object store on this machine."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def store(server: str, settings: Any, tmp_path: Path) -> Any:
    """A site whose uploads lie in a bucket of that store."""
    options = object_store(f"s3+http://key:secret@{server}/{BUCKET}")
    urllib3.request("POST", f"http://{server}/moto-api/reset")
    client = boto3.client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name=options["region_name"],
    )
    client.create_bucket(Bucket=BUCKET)
    client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(POLICY))
    use(settings, options)
    return client


def use(settings: Any, options: dict[str, Any]) -> None:
    settings.OBJECT_STORE = options
    settings.STORAGES = {
        **settings.STORAGES,
        "default": uploads("media", "/media/", settings.DATA_DIR, options),
        "private": uploads("private", None, settings.DATA_DIR, options),
    }


def keys(store: Any) -> set[str]:
    return {found["Key"] for found in store.list_objects_v2(Bucket=BUCKET).get("Contents", [])}


def document(name: str = "Споразум.txt") -> SiteDocument:
    made = SiteDocument(title="Agreement")
    made.file.save(name, ContentFile(b"What was agreed."), save=False)
    made.save()
    return made


class TestUploads:
    def test_pictures_and_their_copies_are_at_the_sites_own_address(
        self, store: Any, home: HomePage, client: Client
    ) -> None:
        image = scaled_image()
        page = ArticlePageFactory(
            parent=home, lead_image=image, lead_image_alternative_text="A building"
        )

        html = client.get(page.url).content.decode()

        assert 'src="/media/images/' in html
        kept = keys(store)
        assert f"media/{image.file.name}" in kept
        copies = set(image.renditions.values_list("file", flat=True))
        assert copies
        assert {f"media/{name}" for name in copies} <= kept
        assert "amazonaws" not in html
        assert BUCKET + "/" not in html

    def test_reading_asks_for_no_file(self, store: Any, home: HomePage, settings: Any) -> None:
        image = scaled_image()
        page = ArticlePageFactory(
            parent=home, lead_image=image, lead_image_alternative_text="A building"
        )
        use(settings, object_store(f"s3+http://key:secret@127.0.0.1:1/{BUCKET}"))
        client = Client()
        assert "/media/images/" in client.get(page.url).content.decode()
        assert client.get(f"/api/v2/pages/{page.pk}/").json()["lead_image"]["sources"]

    def test_a_document_is_given_by_the_site(
        self, store: Any, home: HomePage, client: Client
    ) -> None:
        made = document()
        answer = client.get(made.url)
        assert answer.status_code == 200
        assert answer.getvalue() == b"What was agreed."
        assert made.file_size == 16

    def test_a_name_that_is_taken_is_not_written_over(self, store: Any, home: HomePage) -> None:
        first, second = document(), document()
        assert first.file.name != second.file.name
        assert len(keys(store)) == 2

    def test_what_is_deleted_is_gone(
        self, store: Any, home: HomePage, django_capture_on_commit_callbacks: Any
    ) -> None:
        image = SiteImageFactory()
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert keys(store) == set()

    def test_private_files_have_no_address(self, store: Any) -> None:
        storage = storages["private"]
        storage.save("queries/K7QF-2M9X", ContentFile(b"a letter"))
        assert keys(store) == {"private/queries/K7QF-2M9X"}
        with pytest.raises(ValueError, match="not accessible via a URL"):
            storage.url("queries/K7QF-2M9X")


class TestAway:
    @pytest.fixture(autouse=True)
    def with_the_middleware(self, settings: Any) -> None:
        name = f"{ObjectStoreMiddleware.__module__}.{ObjectStoreMiddleware.__qualname__}"
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, name]

    def test_a_file_that_cannot_be_had_is_a_503(
        self, store: Any, home: HomePage, settings: Any
    ) -> None:
        made = document()
        use(settings, object_store(f"s3+http://key:secret@127.0.0.1:1/{BUCKET}"))
        answer = Client().get(made.url)
        assert answer.status_code == 503
        assert answer["Retry-After"]

    def test_an_upload_is_refused_and_leaves_nothing(
        self, store: Any, home: HomePage, settings: Any, admin_user: Any
    ) -> None:
        use(settings, object_store(f"s3+http://key:secret@127.0.0.1:1/{BUCKET}"))
        client = Client()
        client.force_login(admin_user)
        file = io.BytesIO(b"What was agreed.")
        file.name = "agreement.txt"
        answer = client.post("/admin/documents/add/", {"title": "Agreement", "file": file})
        assert answer.status_code == 503
        assert not SiteDocument.objects.exists()

    def test_a_file_that_is_lost_is_a_404(self, store: Any, home: HomePage) -> None:
        made = document()
        made.file.storage.delete(str(made.file.name))
        assert Client().get(made.url).status_code == 404


class TestCheck:
    def run(self, *arguments: str) -> str:
        out = io.StringIO()
        call_command("check_object_store", "--without-site", *arguments, stdout=out)
        return out.getvalue()

    def test_says_what_is_kept_and_leaves_nothing(self, store: Any) -> None:
        assert self.run().splitlines() == [
            "media/images: kept, public.",
            "media/documents: kept, not public.",
            "private: kept, not public.",
        ]
        assert keys(store) == set()

    def test_a_bucket_that_shows_everything_is_refused(self, store: Any) -> None:
        statement = {**POLICY["Statement"][0], "Resource": [f"arn:aws:s3:::{BUCKET}/*"]}  # type: ignore[dict-item]
        policy = {**POLICY, "Statement": [statement]}
        store.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))
        with pytest.raises(CommandError) as refusal:
            self.run()
        assert "Everybody can read media/documents" in str(refusal.value)
        assert "Everybody can read private" in str(refusal.value)
        assert keys(store) == set()

    def test_a_store_that_is_away_is_one_sentence(self, settings: Any) -> None:
        use(settings, object_store(f"s3+http://key:secret@127.0.0.1:1/{BUCKET}"))
        with pytest.raises(CommandError, match="does not answer as it should"):
            self.run()

    def test_a_site_without_one_is_told_so(self, settings: Any) -> None:
        settings.OBJECT_STORE = {}
        with pytest.raises(CommandError, match="OBJECT_STORE_URL is not set"):
            self.run()


class TestAddress:
    def test_becomes_options(self) -> None:
        assert object_store("s3://key:se%2Fcret@store.example.org/liaison?region=eu-central-1") == {
            "access_key": "key",
            "secret_key": "se/cret",
            "endpoint_url": "https://store.example.org",
            "bucket_name": "liaison",
            "region_name": "eu-central-1",
        }

    @pytest.mark.parametrize(
        "malformed",
        [
            "https://key:secret@store.example.org/liaison",
            "s3://store.example.org/liaison",
            "s3://key:secret@store.example.org",
            "s3://key:secret@store.example.org/liaison/media",
            "s3://key:secret@store.example.org/liaison?acl=public",
        ],
    )
    def test_that_is_malformed_is_refused(self, malformed: str) -> None:
        with pytest.raises(ValueError, match=r"^(s3|https)://"):
            object_store(malformed)
