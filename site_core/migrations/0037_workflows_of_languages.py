from django.db import migrations

#: Workflow → its one step. Each bears its name in the language of its pages.
WORKFLOWS = {
    "English pages": "Review of English pages",
    "Српске странице": "Преглед српских страница",
}
#: The group of those who review, as 0036 has made it.
REVIEWERS = "Editor"


def make_workflows(apps, schema_editor):
    """Make a workflow for each language. On which pages they are used is another migration's."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    SecondPersonTask = apps.get_model("site_core", "SecondPersonTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    kind, _made = ContentType.objects.get_or_create(app_label="site_core", model="secondpersontask")
    reviewers = Group.objects.get(name=REVIEWERS)
    for name, step in WORKFLOWS.items():
        if Workflow.objects.filter(name=name).exists():
            continue
        task = SecondPersonTask.objects.create(name=step, active=True, content_type=kind)
        task.groups.add(reviewers)
        workflow = Workflow.objects.create(name=name, active=True)
        WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("site_core", "0035_kinds_of_plugins"),
        ("wagtailcore", "0098_apitoken"),
    ]

    # Taken back, the workflows stay: pages may be in them.
    operations = [migrations.RunPython(make_workflows, migrations.RunPython.noop)]
