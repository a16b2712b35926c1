from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Kernel(AppConfig):
    name = "articulator.kernel"
    label = "kernel"
    verbose_name = "People and the log"
    purpose = "So that you can sign in, and it can be shown who did what in whose name."

    def ready(self) -> None:
        autodiscover_modules("listeners")
