from django.apps import AppConfig


class Training(AppConfig):
    name = "articulator.operations.training"
    label = "training"
