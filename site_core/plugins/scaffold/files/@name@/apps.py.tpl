from site_core.plugins import PluginConfig


class @Name@Config(PluginConfig):
    name = "@name@"
    verbose_name = "@Title@"
    version = "0.1.0"
    core_version = "@core_version@"
    requires = ("@parent_plugin@",)
    api_endpoints = {"@dashed@": "@name@.api.@Name@APIViewSet"}
    regions = {"home": {"@name@.components.Newest": 50}}
    stylesheets = ("@name@/css/@name@.css",)
    demo = "@name@.demo.add_demo"
