from django.urls import path

from articulator.intelligence.movement import desk, files, introducing, views

app_name = "movement"
urlpatterns = [
    path("", views.index, name="index"),
    path("groups", views.groups, name="groups"),
    path("groups/<uuid:pk>", views.group, name="group"),
    path("groups/<uuid:pk>/place", views.place, name="place"),
    path("groups/<uuid:pk>/end", views.end, name="end"),
    path("groups/<uuid:pk>/tie", views.tie, name="tie"),
    path("ties/<int:pk>/end", views.untie, name="untie"),
    path("of/<slug:slug>/group", views.add, name="add"),
    path("of/<slug:slug>/file", files.bring, name="bring"),
    path("of/<slug:slug>/map", files.ask, name="ask"),
    path("target", views.target, name="target"),
    path("brokerage", introducing.brokerage, name="brokerage"),
    path("network", introducing.network, name="network"),
    path("introductions", introducing.introductions, name="introductions"),
    path("introductions/<uuid:one>/<uuid:other>", introducing.introduce, name="introduce"),
    path("introductions/<uuid:pk>", introducing.introduction, name="introduction"),
    path("introductions/<uuid:pk>/said/<uuid:side>", introducing.write_down, name="write_down"),
    path("introductions/<uuid:pk>/outcome", introducing.outcome, name="outcome"),
    path("files", files.releases, name="releases"),
    path("files/<uuid:pk>", files.release, name="release"),
    path("files/<uuid:pk>/second", files.second, name="second"),
    path("files/<uuid:pk>/take", files.take, name="take"),
    path("yours/<str:token>", desk.desk, name="desk"),
    path("yours/<str:token>/place", desk.desk_place, name="desk_place"),
    path("yours/<str:token>/confirm", desk.desk_confirm, name="desk_confirm"),
    path("yours/<str:token>/tie", desk.desk_tie, name="desk_tie"),
    path("yours/<str:token>/tie/<uuid:pk>/end", desk.desk_untie, name="desk_untie"),
    path("yours/<str:token>/answer/<uuid:pk>", desk.desk_answer, name="desk_answer"),
    path("yours/<str:token>/off", desk.desk_off, name="desk_off"),
]
