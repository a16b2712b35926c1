from django.apps import AppConfig


class Decisions(AppConfig):
    name = "articulator.operations.decisions"
    label = "decisions"
    verbose_name = "Deciding together"
    purpose = "So that you can decide with a room in a minute, and nobody knows how you decided."
