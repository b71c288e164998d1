from django.db import migrations
from django.db.models import Exists, OuterRef


def begin(apps, schema_editor):
    """Note the translations that were not made since their texts were taken."""
    Translation = apps.get_model("wagtail_localize", "Translation")
    TranslationLog = apps.get_model("wagtail_localize", "TranslationLog")
    ReopenedTranslation = apps.get_model("site_core", "ReopenedTranslation")
    made_since = TranslationLog.objects.filter(
        source=OuterRef("source"),
        locale=OuterRef("target_locale"),
        created_at__gte=OuterRef("source__last_updated_at"),
    )
    open_ones = Translation.objects.filter(~Exists(made_since)).values_list("pk", flat=True)
    ReopenedTranslation.objects.bulk_create(
        [ReopenedTranslation(translation_id=pk) for pk in open_ones.iterator()],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [("site_core", "0021_reopened_translation")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
