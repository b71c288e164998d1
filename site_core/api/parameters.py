"""The parameters of the API: each is described and read by one object, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rest_framework.request import Request

from site_core.api.problems import ProblemError, quoted, shortened
from site_core.languages.variants import VARIANTS
from site_core.published.json_schema import STRING, Schema, choice, constant

#: The greatest id that a database column can hold.
MAX_ID = 2**63 - 1
#: How far into a list ``offset`` reaches; ``cursor`` has no such end.
MAX_OFFSET = 10_000
#: Python refuses to read numbers of more than 4,300 digits; none that anybody needs has as many as these.
MAX_DIGITS = 20
#: How many values one parameter lists: page types, tags, fields to order by.
MAX_VALUES = 50
#: How deep `fields` may be nested.
MAX_NESTING = 10
#: Every endpoint takes them: Wagtail's name of a renderer, and what a client adds to go round a cache.
ALWAYS_KNOWN = frozenset(["format", "_"])
LOCALES = sorted(
    {variant.locale_code for variant in VARIANTS} | {variant.tag for variant in VARIANTS}
)


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query string, or of the path where ``place`` says so."""

    name: str
    description: str
    schema: Schema = field(default_factory=lambda: STRING)
    required: bool = False
    place: str = "query"

    def described(self) -> Schema:
        """The parameter as OpenAPI describes it."""
        described: Schema = {
            "name": self.name,
            "in": self.place,
            "description": self.description,
            "required": self.required,
            "schema": self.schema,
        }
        if self.schema.get("type") == "array":
            described |= {"style": "form", "explode": False}  # separated by commas
        return described


def whole_number(minimum: int, maximum: int) -> Schema:
    """The schema of a whole number between two others, both included."""
    return {"type": "integer", "minimum": minimum, "maximum": maximum}


@dataclass(frozen=True, kw_only=True)
class NumberParameter(Parameter):
    """A whole number from ``minimum`` to ``maximum``, both included."""

    minimum: int
    maximum: int
    default: int

    def described(self) -> Schema:
        return {**super().described(), "schema": whole_number(self.minimum, self.maximum)}

    def of(self, request: Request) -> int:
        """The value in a request, or the default. Raises ``ProblemError``."""
        text = request.GET.get(self.name, str(self.default))
        number = number_of(text)
        if number is None or not self.minimum <= number <= self.maximum:
            raise ProblemError(
                "invalid_parameter",
                f"{self.name} must be a whole number from {self.minimum} to {self.maximum}, "
                f"not {quoted(text)}",
                self.name,
            )
        return number


LOCALE = Parameter(
    "locale", "A locale, or the variant in which its texts are read.", choice(LOCALES)
)
FALLBACK = Parameter(
    "fallback",
    "Give the English page in the place of one that is missing, and say so.",
    constant("en"),
)
FIELDS = Parameter(
    "fields",
    "Which fields to show, in Wagtail's syntax: `*`, `_,title`, `*,-body`, `related_pages(title)`.",
)
FORMAT = Parameter("rich_text_format", "How rich text is given.", choice(["html", "markdown"]))
#: ``limit`` and ``offset`` of the platform's own lists.
LIMIT = NumberParameter("limit", "How many items to give.", minimum=1, maximum=100, default=20)
OFFSET = NumberParameter(
    "offset", "How many items to pass over.", minimum=0, maximum=MAX_OFFSET, default=0
)
#: ``limit`` of v2's own lists, which may be empty.
STOCK_LIMIT = Parameter("limit", LIMIT.description, whole_number(0, LIMIT.maximum))
ORDER = Parameter("order", "A field, or `-field`, or `random`.")
SEARCH = Parameter("search", "Words as they are written.")
OPERATOR = Parameter("search_operator", "Whether all words are needed.", choice(["and", "or"]))
PATH_ID = Parameter(
    "id",
    "The id that a list or another answer gave.",
    whole_number(1, MAX_ID),
    required=True,
    place="path",
)


def number_of(text: str) -> int | None:
    """The whole number that a text is, in ASCII digits; ``None`` for anything else or more than any id."""
    is_number = text.isascii() and text.isdecimal() and len(text) < MAX_DIGITS
    return int(text) if is_number else None


def known_names(parameters: Iterable[Parameter]) -> frozenset[str]:
    """The names in the query string that an endpoint with these parameters takes."""
    return ALWAYS_KNOWN | {item.name for item in parameters if item.place == "query"}


def refuse_unknown_parameters(request: Request, known: frozenset[str]) -> None:
    """Raise ``ProblemError`` for the first parameter of a request that is not ``known``."""
    for name in request.GET:
        if name not in known:
            raise ProblemError(
                "unknown_parameter",
                f"query parameter is not an operation or a recognised field: {shortened(name)}",
                name,
            )
