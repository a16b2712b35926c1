from django.apps import AppConfig


class Imports(AppConfig):
    name = "articulator.identity.imports"
    label = "imports"
    purpose = "So that people known elsewhere are known here, and a wrong list can be taken back."
