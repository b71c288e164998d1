import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_channel_order")]

    operations = [
        migrations.AddField(
            model_name='office',
            name='opening_times',
            field=wagtail.fields.StreamField([('times', 4)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', 'Monday'), ('2', 'Tuesday'), ('3', 'Wednesday'), ('4', 'Thursday'), ('5', 'Friday'), ('6', 'Saturday'), ('7', 'Sunday')], 'label': 'First day'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('1', 'Monday'), ('2', 'Tuesday'), ('3', 'Wednesday'), ('4', 'Thursday'), ('5', 'Friday'), ('6', 'Saturday'), ('7', 'Sunday')], 'help_text': 'Leave empty for a single day.', 'label': 'Last day', 'required': False}), 2: ('wagtail.blocks.TimeBlock', (), {'label': 'Opens'}), 3: ('wagtail.blocks.TimeBlock', (), {'label': 'Closes'}), 4: ('wagtail.blocks.StructBlock', [[('first_day', 0), ('last_day', 1), ('opens', 2), ('closes', 3)]], {})}, help_text='Readers see whether the office is open at the moment.', verbose_name='opening hours'),
        ),
        migrations.AlterField(
            model_name='office',
            name='hours',
            field=models.TextField(blank=True, help_text='What the times do not say, such as “Closed on public holidays”.', verbose_name='about the opening hours'),
        ),
    ]
