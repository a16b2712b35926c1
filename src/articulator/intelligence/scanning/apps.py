from django.apps import AppConfig


class Scanning(AppConfig):
    name = "articulator.intelligence.scanning"
    label = "scanning"
    purpose = (
        "So that we learn what is said of our places early, and that no single person is watched."
    )
