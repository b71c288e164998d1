from django.db import migrations, models

from site_core.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("site_core", "0032_feed_date")]

    operations = [
        AddIndexConcurrently(
            "publisheddocument",
            models.Index(fields=["site", "feed_date", "page"], name="published_site_feed"),
        ),
    ]
