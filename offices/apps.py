from django.utils.translation import gettext_lazy as _

from site_core.plugins import PluginConfig, Setting
from site_core.variables import positive_number, whole_number


class OfficesConfig(PluginConfig):
    name = "offices"
    verbose_name = _("Offices and contact")
    core_version = ">=0.1,<1"
    requires = ("home",)
    api_endpoints = {"offices": "offices.api.OfficesAPIViewSet"}
    regions = {
        "home_head": ("offices.components.MediaContact",),
        "aside": ("offices.components.OfficeCards",),
        "footer": {"offices.components.FooterOffice": 10},
    }
    blocks = {"body": {"office_card": "offices.blocks.OfficeCardBlock"}}
    stylesheets = (
        "offices/css/contact.css",
        "offices/css/enquiry.css",
        "offices/css/media_contact.css",
        "offices/css/office_card.css",
        "offices/css/opening_hours.css",
    )
    settings = {
        "ENQUIRIES_PER_HOUR": Setting(
            "a whole number",
            "How many enquiries one address may send through contact forms in an hour. 0: without limit.",
            whole_number,
            "10",
            former_name="MEDIA_QUERIES_PER_HOUR",
        ),
        "ENQUIRY_DAYS": Setting(
            "a whole number of days, at least 1",
            "How long enquiries from contact forms are kept. forget_enquiries deletes older ones.",
            positive_number,
            "365",
            former_name="MEDIA_QUERY_DAYS",
        ),
    }
    urlconf = "offices.urls"
    jobs = ("offices.enquiries.delivery.QUEUE", "offices.enquiries.delivery.REPLIES")
    roles = {
        "translator": ("offices.change_office",),
        "editor": ("offices.add_office", "offices.change_office", "offices.publish_office"),
        "media_desk": (
            "offices.add_office",
            "offices.change_office",
            "offices.delete_office",
            "offices.publish_office",
            "offices.view_enquiry",
            "offices.change_enquiry",
            "offices.delete_enquiry",
        ),
    }
    demo = "offices.demo.add_demo"
