"""Words of one root: a verb and its noun, a noun and its adjective (сарађивати, сарадња).

They answer a word that no page has, at the weight of a correction.
"""

from __future__ import annotations

from collections.abc import Iterable

#: What makes one kind of word of another, the longest first. Without diacritics.
_SUFFIXES = {
    "sr": (
        *("ivanje", "avanje", "ovanje", "ivati", "avati", "ovati", "acija", "nost", "enje", "anje"),
        *("iti", "ati", "eti", "uti", "ost", "nja", "ski", "nik", "lac", "ac", "an", "ni"),
    ),
    "en": ("ation", "ator", "ment", "ness", "ity", "ion", "ive", "er", "or", "ing", "e"),
}
MIN_ROOT_LENGTH = 5
#: So many letters may follow the root in the stem of a relative.
_MAX_SUFFIX_LENGTH = 4


def root_of(stem: str, locale: str) -> str:
    """The beginning that the words of one root share; empty where it would be too short to say much."""
    for suffix in _SUFFIXES.get(locale, ()):
        root = stem.removesuffix(suffix)
        if root != stem and len(root) >= MIN_ROOT_LENGTH:
            break
    else:
        root = stem
    if locale == "sr" and root.endswith(("dj", "lj", "nj")):  # сарађивати, сарадња
        root = root[:-1]
    return root if len(root) >= MIN_ROOT_LENGTH else ""


def relatives_of(root: str, stems: Iterable[str]) -> set[str]:
    """Those of some stems that have a root and little more."""
    if not root:
        return set()
    longest = len(root) + _MAX_SUFFIX_LENGTH
    return {stem for stem in stems if stem.startswith(root) and len(stem) <= longest}
