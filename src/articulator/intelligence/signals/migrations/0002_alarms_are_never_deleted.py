"""The database itself refuses to delete an alarm."""

from django.db import migrations

# Only with foreign keys enforced, as they always are: emptying a whole test database turns them off.
SQLITE = """
CREATE TRIGGER alarm_is_never_deleted BEFORE DELETE ON signals_alarm
WHEN (SELECT foreign_keys FROM pragma_foreign_keys)
BEGIN SELECT RAISE(ABORT, 'an alarm is never deleted'); END;
"""
POSTGRESQL = """
CREATE FUNCTION refuse_deletion_of_alarm() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an alarm is never deleted'; END $$;
CREATE TRIGGER alarm_is_never_deleted BEFORE DELETE ON signals_alarm
FOR EACH ROW EXECUTE FUNCTION refuse_deletion_of_alarm();
"""
UNDO = {
    "sqlite": "DROP TRIGGER alarm_is_never_deleted;",
    "postgresql": "DROP TRIGGER alarm_is_never_deleted ON signals_alarm;"
    "DROP FUNCTION refuse_deletion_of_alarm();",
}


def guard(_apps, editor):
    sql = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]
    editor.execute(sql, params=None)


def unguard(_apps, editor):
    editor.execute(UNDO[editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
