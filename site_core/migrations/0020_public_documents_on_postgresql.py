from django.db import migrations

#: Name → what is indexed.
INDEXES = {
    # An entry of the search index names a document by its id as text.
    "site_core_document_by_entry": "((page_id::varchar(50)))",
    # What may be read of a language, counted and listed without a look at the rows. SQLite would take it
    # for every question that names a site and a language.
    "site_core_document_public": "(site_id, locale, page_id, type) WHERE NOT restricted",
}


def create(apps, schema_editor):
    """Index what the search backend joins by, and what is public."""
    if schema_editor.connection.vendor == "postgresql":
        table = apps.get_model("site_core", "PublishedDocument")._meta.db_table
        for name, indexed in INDEXES.items():
            schema_editor.execute(f'CREATE INDEX "{name}" ON "{table}" {indexed}')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f'DROP INDEX IF EXISTS "{name}"')


class Migration(migrations.Migration):

    dependencies = [("site_core", "0019_indexes_of_lists")]

    operations = [migrations.RunPython(create, drop)]
