"""What the pages of surveys and their desk have in common."""

from django.shortcuts import get_object_or_404

from articulator.intelligence.listening.models import Survey


def found(pk: str) -> Survey:
    return get_object_or_404(Survey.objects.select_related("unit"), pk=pk)
