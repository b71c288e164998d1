import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0047_page_review")]

    operations = [
        migrations.CreateModel(
            name="LookedThrough",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="looked_through",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="WebAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=1000, unique=True)),
                ("host", models.CharField(max_length=255)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("detail", models.CharField(blank=True, max_length=1000)),
                ("checked_at", models.DateTimeField(db_index=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="FoundLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("target", models.CharField(db_index=True, max_length=1000)),
                ("is_web", models.BooleanField()),
                ("code", models.CharField(blank=True, db_index=True, max_length=20)),
                ("detail", models.CharField(blank=True, max_length=1000)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found_links",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["page_id", "pk"]},
        ),
    ]
