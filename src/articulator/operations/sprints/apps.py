from django.apps import AppConfig


class Sprints(AppConfig):
    name = "articulator.operations.sprints"
    label = "sprints"
    purpose = "So that what you tried, and what came of it, helps everyone who tries next."
