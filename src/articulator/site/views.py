from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.site.features import SYSTEMS


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html")


def system(request: HttpRequest, key: str) -> HttpResponse:
    found = next((s for s in SYSTEMS if s.key == key), None)
    if found is None:
        raise Http404
    return render(request, "system.html", {"system": found})


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "ui.html")


def log(request: HttpRequest) -> HttpResponse:
    return render(request, "log.html", {"events": Event.objects.order_by("-number")[:50]})


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    refusal = exception.refusal if isinstance(exception, Refused) else None
    return render(request, "403.html", {"refusal": refusal}, status=403)
