from django.urls import path

from articulator.operations.incubator.views import desk, money, room, voting

app_name = "incubator"
urlpatterns = [
    path("", room.index, name="index"),
    path("in", voting.slip, name="slip"),
    path("of/<slug:slug>/announce", desk.announce, name="announce"),
    path("<uuid:pk>", room.round_, name="round"),
    path("<uuid:pk>/pulse", room.pulse, name="pulse"),
    path("<uuid:pk>/map", room.gap_map, name="map"),
    path("<uuid:pk>/desk", desk.desk, name="desk"),
    path("<uuid:pk>/desk/<slug:deed>", desk.run, name="run"),
    path("<uuid:pk>/cards", desk.cards, name="cards"),
    path("<uuid:pk>/slips", desk.slips, name="slips"),
    path("vote/<uuid:pk>", voting.vote, name="vote"),
    path("vote/<uuid:pk>/papers", voting.papers, name="papers"),
    path("page/<uuid:pk>/pledge", room.pledge, name="pledge"),
    path("page/<uuid:pk>/strength", money.prepare, name="prepare"),
    path("page/<uuid:pk>/launch", money.launch, name="launch"),
    path("page/<uuid:pk>/grant", money.grant, name="grant"),
    path("page/<uuid:pk>/score", voting.score, name="score"),
    path("grant/<uuid:pk>/release", money.release, name="release"),
    path("promise/<str:token>", room.promise, name="promise"),
]
