from django.apps import AppConfig


class Campaigns(AppConfig):
    name = "articulator.operations.campaigns"
    label = "campaigns"
    purpose = (
        "So that a campaign is let through for reasons, and both sides know what they promised."
    )
