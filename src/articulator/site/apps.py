from django.apps import AppConfig
from django.conf import settings

from articulator.kernel import clock
from articulator.site.demo import later


class Site(AppConfig):
    name = "articulator.site"
    label = "site"

    def ready(self) -> None:
        from articulator.site import personal  # noqa: F401, PLC0415 - registers foreign models

        if settings.DEMO:
            clock.run_ahead(later.ahead)
        from articulator.site.accounts import sessions  # noqa: F401, PLC0415 - connects receivers
