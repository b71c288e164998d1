from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("site_core", "0041_logo")]

    operations = [
        migrations.AlterField(
            model_name="change", name="kind", field=models.CharField(max_length=80)
        ),
        migrations.AlterField(
            model_name="webhookattempt",
            name="event_type",
            field=models.CharField(max_length=80),
        ),
    ]
