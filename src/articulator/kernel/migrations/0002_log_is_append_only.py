"""The database itself refuses to change a line of the log."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER event_is_never_edited BEFORE UPDATE ON kernel_event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""
POSTGRESQL = """
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
CREATE TRIGGER event_is_never_edited BEFORE UPDATE OR DELETE ON kernel_event
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
"""
UNDO = {
    "sqlite": "DROP TRIGGER event_is_never_edited;",
    "postgresql": "DROP TRIGGER event_is_never_edited ON kernel_event;"
    "DROP FUNCTION refuse_change_of_log();",
}


def guard(_apps, editor):
    sql = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]
    editor.execute(sql, params=None)


def unguard(_apps, editor):
    editor.execute(UNDO[editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
