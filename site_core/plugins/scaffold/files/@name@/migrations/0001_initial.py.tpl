import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import site_core.pages.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("site_core", "@site_core_migration@"),
        ("wagtailcore", "@wagtailcore_migration@"),
    ]

    operations = [
        migrations.CreateModel(
            name="@Name@Page",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("last_reviewed", models.DateField(blank=True, null=True)),
                ("lead", models.TextField(blank=True)),
                (
                    "day",
                    models.DateField(
                        help_text="The day that the text is about.", verbose_name="day"
                    ),
                ),
                ("body", site_core.pages.fields.BodyField(blank=True, verbose_name="body")),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="site_core.siteimage",
                    ),
                ),
            ],
            options={
                "verbose_name": "text about a day",
                "verbose_name_plural": "texts about days",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
