from django.apps import AppConfig


class Briefings(AppConfig):
    name = "articulator.intelligence.briefings"
    label = "briefings"
    verbose_name = "Briefings"
    purpose = "So that what we learn reaches those who decide, and they say what they make of it."
