from django.apps import AppConfig


class Steps(AppConfig):
    name = "articulator.operations.steps"
    label = "steps"
    purpose = "So that whoever is asked to run an evening can run it, from any phone."
