from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0028_search_synonyms")]

    operations = [
        migrations.AddField(
            "publisheddocument",
            "title_order",
            models.CharField(db_default="", default="", max_length=255),
        ),
        migrations.AddField(
            "publisheddocument",
            "title_order_latin",
            models.CharField(db_default="", default="", max_length=255),
        ),
    ]
