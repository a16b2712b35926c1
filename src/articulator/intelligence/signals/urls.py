from django.urls import path

from articulator.intelligence.signals import views

app_name = "signals"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.unit, name="unit"),
    path("of/<slug:slug>/raise", views.raise_alarm, name="raise"),
    path("of/<slug:slug>/poster", views.poster, name="poster"),
    path("of/<slug:slug>/week", views.week, name="week"),
    path("of/<slug:slug>/begin", views.begin, name="begin"),
    path("series/<uuid:pk>", views.series, name="series"),
    path("series/<uuid:pk>/count", views.count, name="count"),
    path("series/<uuid:pk>/end", views.end, name="end"),
    path("alarms/<uuid:pk>", views.alarm, name="alarm"),
    path("alarms/<uuid:pk>/answer", views.answer, name="answer"),
    path("alarms/<uuid:pk>/action", views.action, name="action"),
    path("alarms/<uuid:pk>/review", views.review, name="review"),
    path("alarms/<uuid:pk>/strike", views.strike, name="strike"),
    path("actions/<uuid:pk>/done", views.done, name="done"),
    path("yours/<str:token>", views.follow, name="follow"),
]
