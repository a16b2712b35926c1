from django.apps import AppConfig


class Tables(AppConfig):
    name = "articulator.operations.tables"
    label = "tables"
    verbose_name = "Tables"
    purpose = "So that you find a table, and the room hears what your table says."
