from django.conf import settings
from django.urls import include, path

from articulator.site import units, views, why
from articulator.site.api import api
from articulator.site.features import SYSTEMS

handler403 = views.refused
handler429 = views.too_many  # allauth's own limits

urlpatterns = [
    path("", views.home, name="home"),
    path("ui", views.components, name="ui"),
    path("log", views.log, name="log"),
    path("why", why.why, name="why"),
    path("units/<slug:slug>", units.unit, name="unit"),
    path("units/<slug:slug>/<slug:key>", units.unit, name="unit_system"),
    path("api/", api.urls),
    path("account/", include("articulator.site.accounts.urls")),
    *(
        path(f"{system.key}/{feature}/", include(f"articulator.{system.key}.{feature}.urls"))
        for system in SYSTEMS
        for feature in system.features
    ),
    *(
        path(f"{system.key}/", views.system, {"key": system.key}, name=system.key)
        for system in SYSTEMS
        if system.features
    ),
]

if settings.DEMO:
    urlpatterns += [
        path("demo", views.personas, name="personas"),
        path("demo/later", views.later, name="later"),
        path("demo/letters", views.letters, name="letters"),
        path("demo/<slug:key>", views.become, name="become"),
    ]
