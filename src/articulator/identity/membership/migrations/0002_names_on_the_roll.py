"""The database itself keeps the name on the roll equal to the person's, whoever writes."""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER roll_takes_the_name AFTER INSERT ON membership_membership BEGIN
        UPDATE membership_membership
        SET name = (SELECT name FROM kernel_person WHERE id = NEW.person_id) WHERE id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER roll_takes_the_other_name AFTER UPDATE OF person_id ON membership_membership
    BEGIN
        UPDATE membership_membership
        SET name = (SELECT name FROM kernel_person WHERE id = NEW.person_id) WHERE id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER roll_follows_the_name AFTER UPDATE OF name ON kernel_person BEGIN
        UPDATE membership_membership SET name = NEW.name WHERE person_id = NEW.id;
    END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION roll_takes_the_name() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.name := (SELECT name FROM kernel_person WHERE id = NEW.person_id);
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER roll_takes_the_name BEFORE INSERT OR UPDATE OF person_id
    ON membership_membership FOR EACH ROW EXECUTE FUNCTION roll_takes_the_name()
    """,
    """
    CREATE FUNCTION roll_follows_the_name() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE membership_membership SET name = NEW.name WHERE person_id = NEW.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER roll_follows_the_name AFTER UPDATE OF name ON kernel_person FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION roll_follows_the_name()
    """,
)


def guard(_apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
