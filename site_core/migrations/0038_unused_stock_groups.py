from django.db import migrations

STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"
#: Workflow → the language of the trees that it is for. The first is that of all others.
WORKFLOWS = {"en": "English pages", "sr": "Српске странице"}
HOME_DEPTH = 2


def retire(apps, schema_editor):
    """Take away what Wagtail begins with and nobody has used, and put the workflows in its place.

    Where somebody is in one of the groups, a page was ever in review, or anything else refers to them,
    everything stays as it is: nobody loses a right.
    """
    if _is_used(apps):
        return
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    Group = apps.get_model("auth", "Group")
    Workflow.objects.filter(name=STOCK_WORKFLOW).delete()
    Task.objects.filter(name=STOCK_WORKFLOW).delete()
    Group.objects.filter(name__in=STOCK_GROUPS).delete()
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    by_name = {workflow.name: workflow for workflow in Workflow.objects.filter(active=True)}
    for page in apps.get_model("wagtailcore", "Page").objects.filter(depth=HOME_DEPTH):
        code = "en" if page.locale.language_code == "en" else "sr"
        workflow = by_name.get(WORKFLOWS[code])
        if workflow is not None:
            WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def _is_used(apps):
    Group = apps.get_model("auth", "Group")
    stock = Group.objects.filter(name__in=STOCK_GROUPS)
    names = {*WORKFLOWS.values(), STOCK_WORKFLOW}
    return (
        stock.filter(user__isnull=False).exists()
        or apps.get_model("wagtailcore", "WorkflowState").objects.exists()
        or apps.get_model("wagtailcore", "Workflow").objects.exclude(name__in=names).exists()
        or any(
            apps.get_model("wagtailcore", name).objects.filter(groups__in=stock).exists()
            for name in ("PageViewRestriction", "CollectionViewRestriction")
        )
        or apps.get_model("wagtailcore", "GroupApprovalTask")
        .objects.filter(groups__in=stock)
        .exclude(name=STOCK_WORKFLOW)
        .exists()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("site_core", "0037_workflows_of_languages"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    # Taken back, the groups are not made again: nobody was in them.
    operations = [migrations.RunPython(retire, migrations.RunPython.noop)]
