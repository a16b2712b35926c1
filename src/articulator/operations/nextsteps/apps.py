from django.apps import AppConfig


class NextSteps(AppConfig):
    name = "articulator.operations.nextsteps"
    label = "nextsteps"
    verbose_name = "Next steps"
    purpose = "So that you leave with one thing to do, are reminded, and are not alone with it."
