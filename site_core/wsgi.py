"""The WSGI application. Everything that can be wrong with the configuration is found here, at the start."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from site_core.exceptions import StartupError, stop

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings.production")

try:
    django_application = get_wsgi_application()
    # Loading the URL configuration resolves the endpoints and URLs that plugins name.
    _ = get_resolver().url_patterns

    from site_core.delivery import configuration
    from site_core.plugins.schema import check_migrated

    check_migrated()
    configuration.tell()
except StartupError as error:
    stop("site_core.wsgi", error)

from site_core.delivery.front import Front
from site_core.languages import base_forms

application = Front(django_application)
# A search in Serbian needs it. Reading it takes over a second, which no reader should wait for.
base_forms.read_beforehand()
