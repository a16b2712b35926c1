from django.apps import AppConfig


class Scanning(AppConfig):
    name = "articulator.intelligence.scanning"
    label = "scanning"
    purpose = (
        "So that we learn what is said of our places early, and that no single person is watched."
    )

    def ready(self) -> None:
        from articulator.intelligence.scanning.queries import stories_in  # noqa: PLC0415 - models wait
        from articulator.intelligence.signals import kinds  # noqa: PLC0415 - as above

        words = "stories about what we watch for"
        kinds.name(
            kinds.Kind("watched-stories", words, "were printed", silence=False, by=stories_in)
        )
