"""What the pages of surveys and their desk have in common."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from articulator.intelligence.listening.models import Survey


def sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"listening/{page}.html", {"form": form, **context}, status=status)


def found(pk: str) -> Survey:
    return get_object_or_404(Survey.objects.select_related("unit"), pk=pk)
