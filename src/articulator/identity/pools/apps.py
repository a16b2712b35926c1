from django.apps import AppConfig


class Pools(AppConfig):
    name = "articulator.identity.pools"
    label = "pools"
    purpose = "So that people whom nobody would have asked are invited by lot."
