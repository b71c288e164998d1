"""The URL space: what stands beside the languages. Everything else is a page, in one of the languages.

Paths begin and end with a slash, as in ``request.path_info``.
"""

ADMIN = "/admin/"
#: The public API, and the part of it that is personal: drafts by link.
API = "/api/v2/"
PREVIEW = f"{API}preview/"
API_REFERENCE = "/api/docs/"
API_V3 = "/api/v3-preview/"
DOCUMENTS = "/documents/"
#: What supervisors and load balancers ask.
HEALTH = "/-/"
MEDIA = "/media/"
STATIC = "/static/"
#: First segments of paths that have no language.
WITHOUT_LANGUAGE = ("-", ".well-known", "admin", "api", "documents", "media", "static")
#: Letters of a path for which Wagtail's redirects have room. It fails to move a page with a longer one.
MAX_REDIRECTED_PATH = 255
