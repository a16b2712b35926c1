from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Kernel(AppConfig):
    name = "articulator.kernel"
    label = "kernel"

    def ready(self) -> None:
        autodiscover_modules("listeners")
