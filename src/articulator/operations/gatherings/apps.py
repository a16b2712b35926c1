from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "articulator.operations.gatherings"
    label = "gatherings"
    purpose = "So that you can come to what we hold, find what you need there, and be told of it."

    def ready(self) -> None:
        from articulator.intelligence.signals import kinds  # noqa: PLC0415 - models wait
        from articulator.operations.gatherings.queries import held_in  # noqa: PLC0415 - as above

        words = "gatherings of our own"
        kinds.name(kinds.Kind("gatherings", words, "took place", silence=False, by=held_in))
