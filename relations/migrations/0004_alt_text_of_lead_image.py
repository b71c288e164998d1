from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_key_point_help")]

    operations = [
        migrations.AlterField(
            name,
            "lead_image_alternative_text",
            models.CharField(
                blank=True,
                help_text="What the image shows, for those who cannot see it.",
                max_length=250,
                verbose_name="alt text of the lead image",
            ),
        )
        for name in ("articlepage", "sectionpage")
    ]
