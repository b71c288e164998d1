"""Typed client of a Liaison site.

``client``    asks the API: pages, lists along the cursor, any endpoint
``mirror``    keeps a copy equal to the site, by the changes feed
``models``    types of what the API gives, made from its description
``webhooks``  tells whether a message comes from the site
"""

from liaison_client.client import Liaison, ProblemError, Redirected
from liaison_client.mirror import Store, follow
from liaison_client.webhooks import ForgedError, verify

__version__ = "0.1.0"
__all__ = [
    "ForgedError",
    "Liaison",
    "ProblemError",
    "Redirected",
    "Store",
    "__version__",
    "follow",
    "verify",
]
