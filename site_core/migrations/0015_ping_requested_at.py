from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("site_core", "0014_jobs")]

    operations = [
        migrations.RenameField("webhookendpoint", "ping_asked_at", "ping_requested_at"),
    ]
