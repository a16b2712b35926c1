from django.apps import AppConfig


class Site(AppConfig):
    name = "articulator.site"
    label = "site"

    def ready(self) -> None:
        from articulator.site import personal  # noqa: F401, PLC0415 - registers foreign models
        from articulator.site.accounts import sessions  # noqa: F401, PLC0415 - connects receivers
