from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate

from site_core.plugins import regions, registry, streams, templates
from site_core.plugins.config import REGIONS


class SiteCoreConfig(AppConfig):
    name = "site_core"
    verbose_name = "Liaison"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from site_core import alphabetical  # noqa: PLC0415 - the same as below
        from site_core.accounts import (  # noqa: PLC0415 - a check registers itself
            audit,
            lockout,
            page_passwords,  # noqa: F401
            role_groups,
            roles,
            sessions,
        )
        from site_core.api import router  # noqa: PLC0415 - models load after the apps
        from site_core.backups import schedule as backups  # noqa: PLC0415 - models load after the apps
        from site_core.bin import capture, emptying  # noqa: PLC0415 - models load after the apps
        from site_core.delivery import (  # noqa: F401, PLC0415 - models load after the apps
            configuration,
            generation,
            metrics,
            purging,
        )
        from site_core.jobs import queues, schedule  # noqa: PLC0415 - models load after the apps
        from site_core.languages import fixed_words  # noqa: PLC0415 - it calls upon Wagtail's classes
        from site_core.link_check import checking, web  # noqa: PLC0415 - models load after the apps
        from site_core.pages import (  # noqa: PLC0415 - checks register themselves
            absent,
            admin_search,
            checks,  # noqa: F401
            privacy,
            readable_texts,
        )
        from site_core.plugins import api_fields  # noqa: PLC0415 - serializers need loaded models
        from site_core.published import (  # noqa: PLC0415 - models load after the apps
            index_queue,
            rebuild_queue,
            redirects,
            renditions,
            signals,
        )
        from site_core.reviews import reminders  # noqa: PLC0415 - models load after the apps
        from site_core.translations import (  # noqa: PLC0415 - models load after the apps
            counterparts,
            memory,
            open_states,
            outdated,
            slugs,
            tree_workflows,
            wordless,
        )
        from site_core.translations import jobs as translation_jobs  # noqa: PLC0415 - the same
        from site_core.webhooks import figures, sending  # noqa: PLC0415 - the same

        fixed_words.translate_fixed_words()
        alphabetical.connect_signals()
        api_fields.contribute()
        redirects.connect_signals()
        signals.connect_signals()
        renditions.connect_signals()
        absent.connect_signals()
        privacy.connect_signals()
        capture.connect_signals()
        admin_search.connect_signals()
        readable_texts.connect_signals()
        slugs.connect_signals()
        wordless.connect_signals()
        memory.connect_signals()
        counterparts.connect_signals()
        outdated.connect_signals()
        open_states.connect_signals()
        tree_workflows.connect_signals()
        queues.register(
            sending.QUEUE,
            translation_jobs.QUEUE,
            renditions.QUEUE,
            rebuild_queue.QUEUE,
            index_queue.QUEUE,
            schedule.PUBLICATION,
            sending.CLEANING,
            renditions.MISSING,
            emptying.EMPTYING,
            reminders.REMINDERS,
            checking.LOOKING,
            web.ASKING,
            *backups.jobs(),
        )
        streams.check_names()
        registry.resolve_everything()
        templates.replaced()
        for region in REGIONS:
            regions.components(region)
        generation.connect_signals(viewset.model for viewset in router.endpoints().values())
        purging.connect_signals()
        metrics.add(figures.figures)
        audit.connect_signals()
        roles.translate_names()
        role_groups.connect_signals()
        sessions.connect_signals()
        lockout.connect_signals()
        post_migrate.connect(_make_locales, sender=self)
        post_migrate.connect(_keep_roles, sender=_last_app())
        post_migrate.connect(generation.advance_after_migrations, sender=self)


def _last_app() -> AppConfig:
    """The app whose turn comes last when migrations have run: then every app has its permissions."""
    return [config for config in apps.get_app_configs() if config.models_module][-1]


def _make_locales(**kwargs: Any) -> None:
    """A site has a locale for every content language from the start."""
    from wagtail.models import Locale  # noqa: PLC0415 - models load after the apps

    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def _keep_roles(**kwargs: Any) -> None:
    """Each role may do what it is to do, whatever has come with the migrations."""
    from site_core.accounts import role_groups  # noqa: PLC0415 - models load after the apps

    role_groups.keep(registry.roles())
