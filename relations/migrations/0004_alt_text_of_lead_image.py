from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_key_point_help")]

    operations = [
        migrations.AlterField(
            name,
            "lead_image_alternative_text",
            models.CharField(
                blank=True,
                max_length=250,
            ),
        )
        for name in ("articlepage", "sectionpage")
    ]
