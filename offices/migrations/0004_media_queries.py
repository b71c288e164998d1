import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import offices.queries.keeping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0003_opening_times"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='contactpage',
            name='form_is_on',
            field=models.BooleanField(default=False, help_text='Journalists can then write to the recipients below from this page.', verbose_name='show the form'),
        ),
        migrations.CreateModel(
            name='MediaQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('submit_time', models.DateTimeField(auto_now_add=True, verbose_name='submit time')),
                ('reference', models.CharField(default=offices.queries.keeping.new_reference, editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('language', models.CharField(editable=False, max_length=20)),
                ('attachment', models.FileField(blank=True, storage=offices.queries.keeping.private_files, upload_to=offices.queries.keeping.attachment_path, verbose_name='attachment')),
                ('attachment_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('attachment_type', models.CharField(blank=True, editable=False, max_length=100)),
                ('passed_on_at', models.DateTimeField(editable=False, null=True, verbose_name='passed on')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('confirmation_is_given_up', models.BooleanField(default=False, editable=False)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('last_error', models.CharField(blank=True, editable=False, max_length=500)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'media query',
                'verbose_name_plural': 'media queries',
                'indexes': [models.Index(condition=models.Q(('next_attempt_at__isnull', False)), fields=['next_attempt_at'], name='media_queries_due'), models.Index(fields=['page', '-submit_time'], name='media_queries_of_page')],
            },
        ),
    ]
