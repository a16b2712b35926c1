from django.apps import AppConfig


class Scanning(AppConfig):
    name = "articulator.intelligence.scanning"
    label = "scanning"
    purpose = (
        "So that we learn what is said of our places early, and that no single person is watched."
    )

    def ready(self) -> None:
        from articulator.intelligence.scanning.queries import WATCHED  # noqa: PLC0415 - models wait
        from articulator.intelligence.signals import kinds  # noqa: PLC0415 - as above

        words = "stories about what we watch for"
        kinds.name(kinds.Kind(WATCHED, words, "were printed", silence=False))
