from django.apps import AppConfig


class Signals(AppConfig):
    name = "articulator.intelligence.signals"
    label = "signals"
    purpose = "So that trouble is noticed in time, and somebody answers who is known by name."

    def ready(self) -> None:
        from articulator.intelligence.signals import kinds  # noqa: PLC0415 - models wait
        from articulator.intelligence.signals.queries import answers_in  # noqa: PLC0415 - as above

        kinds.name(
            kinds.Kind(
                "answers", "people", "answered a survey", of_people=True, silence=False,
                by=answers_in,
            )
        )  # fmt: skip
