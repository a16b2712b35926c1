import os

from django.apps import AppConfig

# Before numpy is loaded: on busy cores more threads make a reading several times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Themes(AppConfig):
    name = "articulator.intelligence.themes"
    label = "themes"
    verbose_name = "What we heard"
    purpose = "So that what many say in their own words is heard as what it has in common."
