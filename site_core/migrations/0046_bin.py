import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0045_word_import")]

    operations = [
        migrations.CreateModel(
            name="BinnedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_id", models.PositiveBigIntegerField(db_index=True)),
                ("title", models.CharField(max_length=255)),
                ("parent_id", models.PositiveBigIntegerField()),
                ("path", models.CharField(max_length=255)),
                ("place", models.CharField(blank=True, max_length=500)),
                ("pages", models.PositiveIntegerField()),
                ("was_live", models.BooleanField()),
                ("deleted_at", models.DateTimeField(db_index=True)),
                ("act", models.UUIDField(db_index=True)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
            ],
            options={"ordering": ["-deleted_at", "-pk"]},
        ),
        migrations.CreateModel(
            name="BinnedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("are_references", models.BooleanField(default=False)),
                (
                    "binned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="site_core.binnedpage",
                    ),
                ),
            ],
            options={"ordering": ["position"]},
        ),
    ]
