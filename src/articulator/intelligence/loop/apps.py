from django.apps import AppConfig


class Loop(AppConfig):
    name = "articulator.intelligence.loop"
    label = "loop"
    verbose_name = "You said, we did"
    purpose = "So that whoever told us something hears what became of it."

    def ready(self) -> None:
        from articulator.intelligence.listening import onward  # noqa: PLC0415 - models are ready now
        from articulator.intelligence.loop.queries import became  # noqa: PLC0415 - as above

        onward.tells(became)
