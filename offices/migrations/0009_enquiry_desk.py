from datetime import timedelta

import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models
from django.utils.dateparse import parse_datetime

#: What the office has had by e-mail for so long is no work of the desk.
DONE_AFTER = timedelta(days=14)
#: Who could read enquiries until now works at the desk from now on.
ACTS = ("view", "change", "delete")


def fill(apps, schema_editor):
    """Give what is there a deadline that lists can sort by, and a state."""
    Enquiry = apps.get_model("offices", "Enquiry")
    for enquiry in Enquiry.objects.only("pk", "form_data").iterator():
        deadline = parse_datetime(enquiry.form_data.get("deadline") or "")
        if deadline is not None:
            Enquiry.objects.filter(pk=enquiry.pk).update(deadline=deadline)
    long_ago = django.utils.timezone.now() - DONE_AFTER
    Enquiry.objects.filter(passed_on_at__lt=long_ago).update(state="closed")


def keep_readers(apps, schema_editor):
    """Let the groups that may change a contact page go on reading what came through it.

    The groups of roles are left out: what they may do is said elsewhere.
    """
    Group = apps.get_model("auth", "Group")
    paths = list(apps.get_model("offices", "ContactPage").objects.values_list("path", flat=True))
    above = {path[:end] for path in paths for end in range(4, len(path) + 1, 4)}
    groups = Group.objects.filter(
        page_permissions__page__path__in=above, page_permissions__permission__codename="change_page"
    ).exclude(name__in=("Author", "Translator", "Editor", "Media desk", "Administrator"))
    if not groups.exists():
        return
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="offices", model="enquiry"
    )
    Permission = apps.get_model("auth", "Permission")
    for act in ACTS:
        permission, _made = Permission.objects.get_or_create(
            content_type=kind,
            codename=f"{act}_enquiry",
            defaults={"name": f"Can {act} media enquiry"},
        )
        for group in groups.distinct():
            group.permissions.add(permission)


class Migration(migrations.Migration):

    accepted = {
        "index": "there are few enquiries: they are deleted after a year",
        "mixed": "there are few enquiries: they are deleted after a year",
    }
    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
        ('site_core', '0038_unused_stock_groups'),
        ('offices', '0008_reworded_recipients'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='assigned_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='deadline',
            field=models.DateTimeField(editable=False, null=True, verbose_name='needs the answer by'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('assigned', 'Assigned'), ('answered', 'Answered'), ('closed', 'Closed')], db_default='new', default='new', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='enquiry',
            name='page',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.CreateModel(
            name='EnquiryEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('assigned', 'Assigned'), ('note', 'Note'), ('answered', 'Answered'), ('closed', 'Closed'), ('reopened', 'Reopened')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='offices.enquiry')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EnquiryReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('failing_since', models.DateTimeField(editable=False, null=True)),
                ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                ('parked_at', models.DateTimeField(editable=False, null=True)),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('claim_token', models.CharField(blank=True, editable=False, max_length=32)),
                ('subject', models.CharField(max_length=250)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True)),
                ('answer_event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='offices.enquiryevent')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_attempt_at__isnull', False)), fields=['next_attempt_at'], name='replies_due')],
            },
        ),
        migrations.AlterField(
            model_name='office',
            name='opening_times',
            field=wagtail.fields.StreamField([('times', 4)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', 'Monday'), ('2', 'Tuesday'), ('3', 'Wednesday'), ('4', 'Thursday'), ('5', 'Friday'), ('6', 'Saturday'), ('7', 'Sunday')], 'label': 'First day'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', 'Monday'), ('2', 'Tuesday'), ('3', 'Wednesday'), ('4', 'Thursday'), ('5', 'Friday'), ('6', 'Saturday'), ('7', 'Sunday')], 'help_text': 'Leave empty for a single day.', 'label': 'Last day', 'required': False}), 2: ('wagtail.blocks.TimeBlock', (), {'label': 'Opens'}), 3: ('wagtail.blocks.TimeBlock', (), {'help_text': 'A time before the opening time is on the day after, such as 18:00 to 2:00.', 'label': 'Closes'}), 4: ('wagtail.blocks.StructBlock', [[('first_day', 0), ('last_day', 1), ('opens', 2), ('closes', 3)]], {})}, help_text='Readers see whether the office is open at the moment.', verbose_name='opening hours'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(keep_readers, migrations.RunPython.noop),
    ]
