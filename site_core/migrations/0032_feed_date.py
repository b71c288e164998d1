from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0034_places_pending")]

    operations = [
        migrations.AddField("publisheddocument", "feed_date", models.DateTimeField(null=True)),
    ]
