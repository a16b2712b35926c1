import os

from django.apps import AppConfig

# Before numpy is loaded: on busy cores more threads make the count of a room several times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Statements(AppConfig):
    name = "articulator.operations.statements"
    label = "statements"
    verbose_name = "What a room thinks"
    purpose = "So that you can say what you think without a name, and be told what came of it."
