from django.urls import path

from articulator.operations.incubator import views

app_name = "incubator"
urlpatterns = [
    path("", views.index, name="index"),
    path("in", views.slip, name="slip"),
    path("of/<slug:slug>/announce", views.announce, name="announce"),
    path("<uuid:pk>", views.round_, name="round"),
    path("<uuid:pk>/pulse", views.pulse, name="pulse"),
    path("<uuid:pk>/map", views.gap_map, name="map"),
    path("<uuid:pk>/desk", views.desk, name="desk"),
    path("<uuid:pk>/desk/<slug:deed>", views.run, name="run"),
    path("<uuid:pk>/cards", views.cards, name="cards"),
    path("<uuid:pk>/slips", views.slips, name="slips"),
    path("vote/<uuid:pk>", views.vote, name="vote"),
    path("vote/<uuid:pk>/papers", views.papers, name="papers"),
    path("page/<uuid:pk>/pledge", views.pledge, name="pledge"),
    path("page/<uuid:pk>/grant", views.grant, name="grant"),
    path("page/<uuid:pk>/score", views.score, name="score"),
    path("grant/<uuid:pk>/release", views.release, name="release"),
    path("promise/<str:token>", views.promise, name="promise"),
]
