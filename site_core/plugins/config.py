"""What a plugin declares: its ``AppConfig``; and the error of one that cannot load."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.module_loading import import_string

from site_core.exceptions import StartupError
from site_core.variables import Setting

#: Where a component can stand: region → where that is.
REGIONS: Mapping[str, str] = {
    "head": "in the head of the document, after everything of the platform",
    "header": "in the band at the head of the page, below the menu",
    "home_head": "in the band at the head of the home page, below the search box",
    "home": "on the home page, before everything else of its text",
    "aside": "beside the text",
    "article_end": "at the end of an article",
    "page_end": "at the end of the text of every page",
    "footer": "in the footer, first of all",
}

#: The roles that the platform keeps, by the names by which plugins add rights to them
#: (``site_core.accounts.roles`` says what each is).
ROLES = ("author", "translator", "editor", "media_desk", "administrator")

#: Who may see what the software does by itself, and which plugins are on.
SEES_OPERATIONS = "site_core.view_scheduledrun"

#: The directives of the Content-Security-Policy that plugins add sources to.
CSP_DIRECTIVES = (
    *("script-src", "style-src", "img-src", "media-src"),
    *("font-src", "connect-src", "frame-src", "worker-src", "form-action"),
)


class PluginError(StartupError):
    """A plugin cannot be loaded. The message is one line that names the plugin."""


class PluginConfig(AppConfig):
    """Base class of every plugin's ``AppConfig``. Each attribute is optional and declarative."""

    #: The plugin's own version, shown by ``manage.py plugins``: that of its package where it names none.
    version: ClassVar[str] = ""
    #: PEP 440 range of the ``site_core`` versions that the plugin works with.
    core_version: ClassVar[str] = ""
    #: Names of the plugins that must be on as well.
    requires: ClassVar[Sequence[str]] = ()
    #: Endpoint name → dotted path of a Wagtail API v2 viewset.
    api_endpoints: ClassVar[Mapping[str, str]] = {}
    #: Type, such as ``relations.ArticlePage`` → name → dotted path of a serializer field, which is given the
    #: object: what the API shows of types that other plugins have.
    api_fields: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    #: Region name (``REGIONS``) → dotted paths of Laces components, in the order in which they
    #: appear. A mapping gives each a weight, by which it stands among those of other plugins (100).
    regions: ClassVar[Mapping[str, Sequence[str] | Mapping[str, int]]] = {}
    #: Name of a stream (``body``, or what an ``OpenStreamField`` is named) → block name → dotted path of a
    #: block class.
    blocks: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    #: Paths of style sheets among the plugin's static files, as a template would name them. They join the
    #: one style sheet of the pages, in the layer ``plugins``.
    stylesheets: ClassVar[Sequence[str]] = ()
    #: Name of a template of the platform or of another plugin → name of the one that stands in its place.
    templates: ClassVar[Mapping[str, str]] = {}
    #: Further Django apps that it needs, as ``INSTALLED_APPS`` names them.
    apps: ClassVar[Sequence[str]] = ()  # type: ignore[misc, assignment] # Django's own is set on the instance
    #: Directive of the Content-Security-Policy → sources that pages may load from besides their own site.
    csp_sources: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: Name → what administrators can set in the environment, as ``<PLUGIN>_<NAME>``. The value is a
    #: setting of Django's under the same name.
    settings: ClassVar[Mapping[str, Setting]] = {}
    #: Dotted path of a URL configuration, mounted inside the language prefix.
    urlconf: ClassVar[str] = ""
    #: What the worker does for it: dotted paths of functions without arguments, run again and again, or of
    #: ``site_core.jobs.queues.Queue``, whose rows it looks for every second. A mapping says how often a
    #: function runs; without one it is every ten seconds.
    jobs: ClassVar[Sequence[str] | Mapping[str, timedelta]] = ()
    #: Name of a role (``ROLES``) → the permissions that it has to what the plugin brings, such as
    #: ``offices.change_office``.
    roles: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: Name → what happened, in a sentence: kinds of its own in the changes feed and to webhooks, where they
    #: are ``<plugin>.<name>``. ``site_core.published.announcements.announce`` writes one down.
    webhook_events: ClassVar[Mapping[str, str]] = {}
    #: Dotted path of a function that takes a ``site_core.demo.DemoContent`` and says what to add.
    demo: ClassVar[str] = ""

    def import_models(self) -> None:
        try:
            super().import_models()
        except PluginError:
            raise  # it says itself which plugin is at fault
        except Exception as error:
            raise PluginError(
                f"Plugin {self.label!r} cannot load its models: {type(error).__name__}: {error}"
            ) from error

    def resolve(self, dotted_path: str, purpose: str) -> Any:
        """Import what one of the declarative attributes names; ``purpose`` says which one it was.

        A ``urlconf`` is a module, anything else an attribute of one.

        Raises ``PluginError`` when there is nothing at that path.
        """
        try:
            if purpose == "urlconf":
                return importlib.import_module(dotted_path)
            return import_string(dotted_path)
        except Exception as error:
            raise PluginError(
                f"Plugin {self.label!r} names {dotted_path!r} as its {purpose}, "
                f"which cannot be imported: {error}"
            ) from error
