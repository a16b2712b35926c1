from django.apps import AppConfig


class Incubator(AppConfig):
    name = "articulator.operations.incubator"
    label = "incubator"
    purpose = "So that a room can vote once each, keep its promises, and see where money went."
