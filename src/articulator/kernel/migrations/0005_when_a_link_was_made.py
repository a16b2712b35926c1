from django.db import migrations, models

import articulator.kernel.clock


class Migration(migrations.Migration):
    """Links that are there already keep no moment: nobody noted when they were made."""

    dependencies = [
        ('kernel', '0004_autonomous_units'),
    ]

    operations = [
        migrations.AddField(
            model_name='link',
            name='made_at',
            field=models.DateTimeField(help_text='None: it was made before this was noted', null=True),
        ),
        migrations.AlterField(
            model_name='link',
            name='made_at',
            field=models.DateTimeField(default=articulator.kernel.clock.now, help_text='None: it was made before this was noted', null=True),
        ),
    ]
