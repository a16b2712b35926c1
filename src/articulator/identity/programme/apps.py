from django.apps import AppConfig


class Programme(AppConfig):
    name = "articulator.identity.programme"
    label = "programme"
    verbose_name = "Programme"
    purpose = "So that everyone can read what we stand for, who asked for it and who acted on it."
