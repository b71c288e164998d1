from typing import Any

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from site_core.plugins import PluginConfig


class HomeConfig(PluginConfig):
    name = "home"
    verbose_name = _("Home page")
    core_version = ">=0.1,<1"
    demo = "home.demo.add_demo"

    def ready(self) -> None:
        post_migrate.connect(_make_first_home_page, sender=self)


def _make_first_home_page(**kwargs: Any) -> None:
    from home.first_page import make_first_home_page  # noqa: PLC0415 - models load after the apps

    make_first_home_page()
