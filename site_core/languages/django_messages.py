"""Messages of Django's forms that readers meet and that our Serbian says otherwise than Django's.

They stand here so that the catalogue keeps them; ours comes before Django's. A test asks Django for each.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy, ngettext_lazy

MESSAGES = (
    gettext_lazy("Enter a valid email address."),
    gettext_lazy("Enter a valid URL."),
    gettext_lazy("The submitted file is empty."),
    gettext_lazy("No file was submitted. Check the encoding type on the form."),
    gettext_lazy("No file was submitted."),
    gettext_lazy("Null characters are not allowed."),
)
COUNTED = (
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        "max",
    ),
)
