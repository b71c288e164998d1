from django.utils.translation import gettext_lazy as _

from site_core.plugins import PluginConfig


class OfficesConfig(PluginConfig):
    name = "offices"
    verbose_name = _("Offices and contact")
    core_version = ">=0.1,<1"
    requires = ("home",)
    api_endpoints = {"offices": "offices.api.OfficesAPIViewSet"}
    regions = {"aside": ("offices.components.OfficeCards",)}
    blocks = {"body": {"office_card": "offices.blocks.OfficeCardBlock"}}
    urlconf = "offices.urls"
    jobs = ("offices.enquiries.delivery.QUEUE",)
    demo = "offices.demo.add_demo"
