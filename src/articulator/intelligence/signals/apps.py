from django.apps import AppConfig


class Signals(AppConfig):
    name = "articulator.intelligence.signals"
    label = "signals"
    purpose = "So that trouble is noticed in time, and somebody answers who is known by name."
