from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0023_index_of_expiry")]

    operations = [
        migrations.AddIndex(
            "change", models.Index(fields=["site", "path_before"], name="change_site_path")
        ),
    ]
