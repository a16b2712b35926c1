from django.apps import AppConfig


class Imports(AppConfig):
    name = "articulator.identity.imports"
    label = "imports"
