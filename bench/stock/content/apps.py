from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "bench.stock.content"
    label = "content"
