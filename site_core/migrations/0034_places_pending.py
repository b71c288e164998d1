from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0030_indexes_of_title_order")]

    operations = [
        migrations.AddField(
            model_name="publishedrebuild",
            name="places_pending",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
