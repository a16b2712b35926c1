from django.apps import AppConfig


class Forecasts(AppConfig):
    name = "articulator.intelligence.forecasts"
    label = "forecasts"
    verbose_name = "What is coming"
    purpose = "So that what is coming is thought of in time, and it is counted how right we were."

    def ready(self) -> None:
        from articulator.intelligence.forecasts.showing import outlook  # noqa: PLC0415 - models wait
        from articulator.intelligence.signals import beside  # noqa: PLC0415 - as above

        beside.show(outlook)
