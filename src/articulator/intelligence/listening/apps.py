from django.apps import AppConfig


class Listening(AppConfig):
    name = "articulator.intelligence.listening"
    label = "listening"
    verbose_name = "Listening"
    purpose = "So that what you say weighs, without your name, and you can hear what came of it."
