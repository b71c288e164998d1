"""Pictures of a document: read from it, and put into the library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from site_core.languages.scripts import to_latin
from site_core.media.models import SiteImage
from site_core.word.notes import Notes, unnamed

#: A document with more pictures is an album; the others are left out.
MAX_PICTURES = 60
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}
#: What Word adds to a description that it has written by itself, in English and Serbian.
_BY_WORD = re.compile(
    r"\s*(?:Description automatically generated.*|AI-generated content may be incorrect\.?"
    r"|Опис је аутоматски генерисан.*|Opis je automatski generisan.*)\s*$",
    re.IGNORECASE | re.DOTALL,
)
#: Names of files, and what Word calls a picture that nobody has described.
_NO_DESCRIPTION = re.compile(
    r"[\w .()-]*\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)"
    r"|(?:picture|image|img|dsc|photo|слика|slika)[ _-]*\d*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Picture:
    """A picture as it stands in a document."""

    content: bytes
    media_type: str
    #: What the document says of it; empty where that is no description.
    description: str
    number: int

    @property
    def name(self) -> str:
        """How it is called in the report."""
        return self.description or unnamed("picture", self.number)


def is_description(text: str) -> bool:
    """Whether a text can describe a picture: it is no name of a file, and none that a program gave."""
    return bool(text.strip()) and _NO_DESCRIPTION.fullmatch(text.strip()) is None


def described(text: str, number: int, notes: Notes) -> str:
    """The description of a picture, without what Word says about it, or nothing."""
    own = _BY_WORD.sub("", text).strip()
    own = " ".join(own.split())
    if own and not is_description(own):
        notes.add("file_name", own)
        return ""
    if not own:
        notes.add("alternative_text", unnamed("picture", number))
    elif _BY_WORD.search(text):
        notes.add("written_by_word", own)
    return own


class Library:
    """Where the pictures of one document go, for somebody who adds them to the library."""

    def __init__(self, user: Any, title: str, notes: Notes) -> None:
        self.user = user
        self.title = title
        self.notes = notes
        self.policy: Any = policy_registry.get_by_type(get_image_model())
        self.may_add = self.policy.user_has_permission(user, "add")

    def add(self, picture: Picture) -> SiteImage | None:
        """The picture in the library, by the rules of every upload; ``None`` where it is not taken."""
        if not self.may_add:
            self.notes.add("no_library")
            return None
        extension = _EXTENSIONS.get(picture.media_type)
        if extension is None or picture.number > MAX_PICTURES:
            self.notes.add("pictures", f"{picture.name} ({picture.media_type.partition('/')[2]})")
            return None
        return self._known(picture) or self._uploaded(picture, extension)

    def _known(self, picture: Picture) -> SiteImage | None:
        """One of the same content that is there already."""
        image = get_image_model()(file=SimpleUploadedFile("picture", picture.content))
        image._set_file_hash()
        same = self.policy.instances_user_has_permission_for(self.user, "choose")
        found: SiteImage | None = same.filter(file_hash=image.file_hash).first()
        return found

    def _uploaded(self, picture: Picture, extension: str) -> SiteImage | None:
        slug = slugify(to_latin(self.title))[:60] or "picture"
        file = SimpleUploadedFile(
            f"{slug}-{picture.number}.{extension}", picture.content, picture.media_type
        )
        title = picture.description or f"{self.title} ({picture.number})"
        collections = self.policy.collections_user_has_permission_for(self.user, "add")
        entered = {
            "title": title[:255],
            "description": picture.description[:255],
            "collection": collections.first().pk,
        }
        model = get_image_model()
        form = get_image_form(model)(
            entered, {"file": file}, instance=model(uploaded_by_user=self.user), user=self.user
        )
        if not form.is_valid():
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            self.notes.add("pictures", f"{picture.name}: {' '.join(reasons)}")
            return None
        saved: SiteImage = form.save()
        return saved
