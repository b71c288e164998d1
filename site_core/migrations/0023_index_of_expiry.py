"""Each request asks whether the time of a page is over: an index of the few live pages that have one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("site_core", "0022_begin_reopened_translations"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS liaison_page_expiry ON wagtailcore_page (expire_at) "
            "WHERE live AND expire_at IS NOT NULL",
            "DROP INDEX IF EXISTS liaison_page_expiry",
        ),
    ]
