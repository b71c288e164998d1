"""Serbian Cyrillic to Latin, letter by letter."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from site_core.languages.scripts import to_latin

ALPHABET = "абвгдђежзијклљмнњопрстћуфхцчџш"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Његош", "Njegoš"),
        ("КОЊ", "KONJ"),
        ("Џ", "Dž"),
        ("ЏЕП", "DŽEP"),
        ("„Љ“", "„Lj“"),
        ("Љ. Петровић", "Lj. Petrović"),
        ("Ђорђе је дошао кући.", "Đorđe je došao kući."),
        ("НАТО-а", "NATO-a"),
        ("сѐ, ѝ, ӣ", "sè, ì, ī"),
        ("Горбачёв", "Gorbačov"),
        ("ГОРБАЧЁВ", "GORBAČOV"),
        ("Щука и ЩУКА, Юрий, объект, Васильев", "Ščuka i ŠČUKA, Jurij, objekt, Vasiljev"),
        ("България, Ѓорѓи, Київ, ґанок", "Balgarija, Đorđi, Kijiv, ganok"),
        ("и\u0306ога, Киı\u0308в".replace("ı", "і"), "joga, Kijiv"),
        ("Қазақстан је земља", "Қазақстан je zemlja"),
        (
            "&#1113;убав, &#x409;УБАВ, &ljcy;ут, &amp;#1113; &#39;",
            "ljubav, LJUBAV, ljut, &amp;#1113; &#39;",
        ),
        ("Љ\u00adУБАВ Љ\u200bУБАВ Љ&shy;УБАВ", "LJ\u00adUBAV LJ\u200bUBAV LJ&shy;UBAV"),
        ("<b>Љ</b>УБАВ, КРА<b>Љ</b>, <i>Љ</i>убав", "<b>LJ</b>UBAV, KRA<b>LJ</b>, <i>Lj</i>ubav"),
        ("<li>Љ</li><li>ДРУГО</li>", "<li>Lj</li><li>DRUGO</li>"),
        ("Љу̏ба̄в", "Ljȕba̅v".replace("̅", "̄")),
        ("Љ̀У", "LJ̀U"),
    ],
)
def test_known_words(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ('<b translate="no">Реч</b> реч', '<b translate="no">Реч</b> reč'),
        (
            "<b lang='sr' translate='no' id=x>Реч</b> реч",
            "<b lang='sr' translate='no' id=x>Реч</b> reč",
        ),
        ("<b translate=no>Реч</b>реч", "<b translate=no>Реч</b>reč"),
        (
            'реч <p TRANSLATE="no">а<p>б</p>в</p> реч',
            'reč <p TRANSLATE="no">а<p>б</p>в</p> reč',
        ),
        ('<b translate="yes">Реч</b>', '<b translate="yes">Reč</b>'),
        ('<img translate="no" alt="Реч"> реч', '<img translate="no" alt="Реч"> reč'),
        ('<b translate="no">никад затворено', '<b translate="no">никад затворено'),
        ('<em translate="no"/>реч</em> реч', '<em translate="no"/>реч</em> reč'),
        ('<br translate="no"> реч', '<br translate="no"> reč'),
        (
            '<p translate="no">а <b translate="yes">б <i translate=no>в</i> г</b> д</p> ђ',
            '<p translate="no">а <b translate="yes">b <i translate=no>в</i> g</b> д</p> đ',
        ),
        (
            '<p translate="no">а <img translate="yes" alt="б" src="/б"> в</p>',
            '<p translate="no">а <img translate="yes" alt="b" src="/б"> в</p>',
        ),
        ("<textarea>реч</textarea> реч", "<textarea>реч</textarea> reč"),
        (
            "<style>/* реч */</style><!-- реч > реч --> реч",
            "<style>/* реч */</style><!-- реч > реч --> reč",
        ),
        ("<script>'<b>реч'</script>реч<!-- реч", "<script>'<b>реч'</script>reč<!-- реч"),
        (
            '<script type="application/ld+json">{"name": "реч", "url": "https://пример.срб/реч"}</script>',
            '<script type="application/ld+json">{"name": "reč", "url": "https://пример.срб/реч"}</script>',
        ),
        ('translate="no" реч', 'translate="no" reč'),
        ('<i title=">" translate="no">Реч</i> реч', '<i title=">" translate="no">Реч</i> reč'),
        ('<bold translate="no"><b>а</b></bold> а', '<bold translate="no"><b>а</b></bold> a'),
        ('\x00 реч <b translate="no">Реч</b> Њ', '\x00 reč <b translate="no">Реч</b> Nj'),
        ('<b data-translate="no">Реч</b>', '<b data-translate="no">Reč</b>'),
    ],
)
def test_what_keeps_its_script(html: str, converted: str) -> None:
    assert to_latin(html) == converted
    assert to_latin(converted) == converted


@pytest.mark.parametrize(
    "address",
    [
        "https://sr.wikipedia.org/wiki/Београд",
        "https://sr.wikipedia.org/wiki/Београд_(град)",
        "https://министарство.срб/љубав?а=б&amp;в=г#д",
        "sr.wikipedia.org/wiki/Београд",
        "www.пример.срб/пут",
        "министарство.срб",
        "МИНИСТАРСТВО.СРБ",
        "јован.петровић@пример.срб",
        "mailto:јован@пример.срб",
        "јован@example.org",
        "ftp://пример.срб:21/а",
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "реч {} реч",
        "„{}“, реч",
        "({}) реч",
        "[реч]({}).",
        "<b>{}</b>реч",
        '"{}"',
        "реч: {}.",
        "{}, реч",
    ],
)
def test_addresses_in_a_text_keep_every_letter(address: str, around: str) -> None:
    text = around.format(address)
    words = around.replace("реч", "reč")

    assert to_latin(text) == words.format(address)


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ('<a href="/sr/пут/" title="Пут">Пут</a>', '<a href="/sr/пут/" title="Put">Put</a>'),
        ("<a href=/пут>Пут</a>", "<a href=/пут>Put</a>"),
        ('<blockquote cite="/б">б</blockquote>', '<blockquote cite="/б">b</blockquote>'),
        (
            '<img src="/б.jpg" srcset="/б.jpg 2x" alt="б > в">',
            '<img src="/б.jpg" srcset="/б.jpg 2x" alt="b > v">',
        ),
        (
            '<p id="а" class="б" data-label="в" aria-label="г" lang="sr">д</p>',
            '<p id="а" class="б" data-label="в" aria-label="g" lang="sr">d</p>',
        ),
        ('<meta name="description" content="Опис">', '<meta name="description" content="Opis">'),
        (
            '<meta property="og:url" content="https://пример.срб/а">',
            '<meta property="og:url" content="https://пример.срб/а">',
        ),
        (
            '<input name="а" value="б" placeholder="в"><input type="hidden" value="г">',
            '<input name="а" value="б" placeholder="v"><input type="hidden" value="г">',
        ),
        ('<input type=submit value="Пошаљи">', '<input type=submit value="Pošalji">'),
        ('<option value="а" label="б">в</option>', '<option value="а" label="b">v</option>'),
        ('<form action="/претрага/">а</form>', '<form action="/претрага/">a</form>'),
        ('<video poster="/а.jpg" src="/б"></video>а', '<video poster="/а.jpg" src="/б"></video>a'),
        ("<a href='/а'title='б'>в</a>", "<a href='/а'title='b'>v</a>"),
        ('<a title="&#1113;" href="/&#1113;&ljcy;">', '<a title="lj" href="/&#1113;&ljcy;">'),
    ],
)
def test_words_of_markup_are_converted_and_nothing_else(html: str, converted: str) -> None:
    assert to_latin(html) == converted


def test_no_letter_of_the_alphabet_is_left() -> None:
    converted = to_latin(ALPHABET + ALPHABET.upper())

    assert not set(converted) & set(ALPHABET + ALPHABET.upper())


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            '<b translate="no">',
            "</b>",
            "<b>",
            '<a href="/пут/" title="Њ">',
            "</a>",
            "Љ",
            "љубав",
            "NATO",
            "&amp;",
            ">",
            '"',
            " ",
        ]
    )
).map("".join)


@given(st.text() | MARKUP)
def test_is_idempotent(text: str) -> None:
    once = to_latin(text)
    assert to_latin(once) == once


WORDS = st.sampled_from(["Реч", "ЉУБАВ", "љубав", "НАТО", "Gate", "а &amp; б", "Џ", "„њ“", "Ёж"])
ADDRESSES = st.sampled_from(
    ["/sr/пут/", "https://пример.срб/љубав", "mailto:јован@пример.срб", "#део", "/media/слика.jpg"]
)
TAGS = ("p", "div", "b", "em", "a", "span", "li", "td", "blockquote", "button", "section")
WORD_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
ADDRESS_ATTRIBUTES = ("href", "src", "cite", "id", "data-x", "name", "action", "poster")
ATTRIBUTES = st.lists(
    st.tuples(st.sampled_from(WORD_ATTRIBUTES), WORDS)
    | st.tuples(st.sampled_from(ADDRESS_ATTRIBUTES), ADDRESSES)
    | st.tuples(st.just("translate"), st.sampled_from(["yes", "no", ""])),
    max_size=3,
    unique_by=lambda attribute: attribute[0],
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(
        name: str, attributes: list[tuple[str, str]], quote: str, content: list[str]
    ) -> str:
        inside = "".join(f" {key}={quote}{value}{quote}" for key, value in attributes)
        return f"<{name}{inside}>{' '.join(content)}</{name}>"

    return st.builds(
        written,
        st.sampled_from(TAGS),
        ATTRIBUTES,
        st.sampled_from(["'", '"']),
        st.lists(children, max_size=3),
    )


DOCUMENTS = st.recursive(
    WORDS | ADDRESSES.filter(lambda text: ":" in text), _element, max_leaves=12
)


class _Reader(HTMLParser):
    """What a document holds: its tags, and each text and value with whether it is to be converted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.keeping = [False]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs).get("translate")
        self.keeping.append(self.keeping[-1] if said is None else said == "no")
        self.found.append(("<", tag))
        for name, value in attrs:
            is_words = name in WORD_ATTRIBUTES and not self.keeping[-1]
            self.found.append((name, _expected(value or "") if is_words else value or ""))

    def handle_endtag(self, tag: str) -> None:
        self.keeping.pop()
        self.found.append((">", tag))

    def handle_data(self, data: str) -> None:
        self.found.append(("", data if self.keeping[-1] else _expected(data)))


def _expected(text: str) -> str:
    """A text without its case: what the digraphs make of it depends on the neighbours."""
    return " ".join(part if ":" in part else to_latin(part).lower() for part in text.split(" "))


@given(DOCUMENTS)
def test_of_a_document_the_words_alone_are_converted(html: str) -> None:
    """A parser that knows nothing of ours reads it before and after."""
    assert _Reader(to_latin(html)).found == _Reader(html).found


@given(DOCUMENTS)
def test_a_document_is_not_converted_twice(html: str) -> None:
    assert to_latin(to_latin(html)) == to_latin(html)


@given(MARKUP)
def test_markup_is_the_same_before_and_after(html: str) -> None:
    def ascii_part(text: str) -> str:
        return "".join(re.findall("<[a-z/]+|[>&;]", text))

    assert ascii_part(to_latin(html)) == ascii_part(html)


@given(
    st.text(
        st.characters(exclude_categories=["Cs"]).filter(lambda c: not "\u0400" <= c <= "\u052f")
    )
)
def test_leaves_all_else_as_it_is(text: str) -> None:
    assume("cy;" not in text and "&#" not in text)

    assert to_latin(text) == text
