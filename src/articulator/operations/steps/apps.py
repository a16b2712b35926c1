from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Steps(AppConfig):
    name = "articulator.operations.steps"
    label = "steps"
    purpose = "So that whoever is asked to run an evening can run it, from any phone."

    def ready(self) -> None:
        autodiscover_modules("offers")
