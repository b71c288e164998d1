from django.db import migrations, models

from site_core.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("site_core", "0029_title_order")]

    operations = [
        AddIndexConcurrently(
            "publisheddocument",
            models.Index(fields=["site", "title_order", "page"], name="published_site_order"),
        ),
        AddIndexConcurrently(
            "publisheddocument",
            models.Index(fields=["site", "title_order_latin", "page"], name="published_site_latin"),
        ),
        migrations.RemoveIndex("publisheddocument", "published_site_title"),
    ]
