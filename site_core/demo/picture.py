"""A calm abstract picture, drawn when it is needed: the project ships no photographs."""

from __future__ import annotations

import io
import math
import zlib

from django.core.files.images import ImageFile
from django.utils.text import slugify

WIDTH, HEIGHT = 1600, 800
LAYERS = 6
Colour = tuple[int, int, int]
#: Sky and depth of each mood.
MOODS: dict[str, tuple[Colour, Colour]] = {
    "noon": ((232, 239, 245), (22, 66, 110)),
    "morning": ((249, 233, 208), (126, 78, 62)),
    "forest": ((234, 241, 228), (38, 84, 72)),
}


def _mixed(sky: Colour, deep: Colour, share: float) -> Colour:
    red, green, blue = (
        round(light + (dark - light) * share) for light, dark in zip(sky, deep, strict=True)
    )
    return red, green, blue


def draw(title: str, mood: str = "noon") -> ImageFile:
    """Layers of waves under a pale sky, as a JPEG file. The same title and mood give the same picture."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - with it come fonts, and every worker knows this module

    phase = zlib.crc32(title.encode()) % 628 / 100
    sky, deep = MOODS[mood]
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    pen = ImageDraw.Draw(image)
    for layer in range(1, LAYERS + 1):
        level = HEIGHT * (0.25 + 0.1 * layer)
        crest = [
            (
                x,
                level
                + 38 * math.sin(phase * layer + x / (170 + 25 * layer))
                + 14 * math.sin(phase + x / 90),
            )
            for x in range(0, WIDTH + 8, 8)
        ]
        pen.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], fill=_mixed(sky, deep, layer / LAYERS))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=88)
    data.seek(0)
    return ImageFile(data, name=f"{slugify(title)}.jpg")
