"""The house with a room that falls down and one that fills up."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from articulator.kernel.limits import Rate, slow_down
from articulator.site import urls

handler403, handler429 = urls.handler403, urls.handler429


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours, with a secret in it")


def crowded(request: HttpRequest) -> HttpResponse:
    slow_down(request, "crowded", Rate(1, 300))
    return HttpResponse("come in")


urlpatterns = [*urls.urlpatterns, path("broken", broken), path("crowded", crowded)]
