from django.utils.translation import gettext_lazy as _

from site_core.plugins import PluginConfig


class RelationsConfig(PluginConfig):
    name = "relations"
    verbose_name = _("Sections and articles")
    core_version = ">=0.1,<1"
    requires = ("home",)
    demo = "relations.demo.add_demo"
