from django.apps import AppConfig


class Training(AppConfig):
    name = "articulator.operations.training"
    label = "training"
    purpose = "So that you can learn with us, and what you have completed counts."
