from django.urls import path

from articulator.operations.sprints import views

app_name = "sprints"
urlpatterns = [
    path("", views.index, name="index"),
    path("start", views.start, name="start"),
    path("sheet", views.sheet, name="sheet"),
    path("<uuid:pk>", views.sprint, name="sprint"),
    path("<uuid:pk>/note", views.note, name="note"),
    path("<uuid:pk>/measure", views.revise, name="revise"),
    path("<uuid:pk>/end", views.end, name="end"),
]
