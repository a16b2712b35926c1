from django.apps import AppConfig


class Pulse(AppConfig):
    name = "articulator.intelligence.pulse"
    label = "pulse"
    purpose = "So that we notice in time when too much is asked of too many."
