from django.db import migrations

#: The names by which the groups of roles are known from here on.
GROUPS = ("Author", "Translator", "Editor", "Media desk", "Administrator")


def make_groups(apps, schema_editor):
    """Make the groups of the roles, without rights: those are given when all migrations have run.

    A group of the site's own that has such a name keeps its members and its rights, under another name.
    """
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        own = Group.objects.filter(name=name).first()
        if own is not None:
            own.name = _free_name(Group, name)
            own.save()
        Group.objects.create(name=name)


def _free_name(Group, name):
    number = 1
    while Group.objects.filter(name=f"{name} ({number})").exists():
        number += 1
    return f"{name} ({number})"


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("site_core", "0031_search_index_run"),
    ]

    # Taken back, the groups stay: people are in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
