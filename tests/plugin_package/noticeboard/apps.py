from site_core.plugins import PluginConfig, Setting
from site_core.variables import whole_number


class NoticeboardConfig(PluginConfig):
    name = "noticeboard"
    verbose_name = "Notice board"
    version = "1.2.0"
    core_version = ">=0.1,<1"
    requires = ("home",)
    api_endpoints = {
        "notices": "noticeboard.api.NoticesAPIViewSet",
        "topics": "noticeboard.api.TopicsAPIViewSet",
    }
    api_fields = {"relations.ArticlePage": {"length": "noticeboard.api.LengthField"}}
    regions = {"aside": {"noticeboard.components.LatestNotice": 50}}
    blocks = {"body": {"notice": "noticeboard.blocks.NoticeBlock"}}
    stylesheets = ("noticeboard/board.css",)
    settings = {
        "LENGTH": Setting("a whole number", "How many notices are shown.", whole_number, "3")
    }
    templates = {"404.html": "noticeboard/not_found.html"}
    apps = ("django.contrib.sitemaps",)  # type: ignore[misc] # Django has a variable of that name
    csp_sources = {"frame-src": ("https://board.example.org",)}
    urlconf = "noticeboard.urls"
    webhook_events = {"closed": "The board was closed for a day."}
    demo = "noticeboard.demo.add_demo"
