from django.urls import path

from articulator.intelligence.themes import views

app_name = "themes"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>", views.told, name="told"),
    path("surveys/<uuid:pk>", views.survey, name="survey"),
    path("questions/<uuid:pk>/begin", views.begin, name="begin"),
    path("<uuid:pk>/book", views.book, name="book"),
    path("<uuid:pk>/book/anew", views.propose_anew, name="anew"),
    path("<uuid:pk>/book/add", views.add, name="add"),
    path("<uuid:pk>/book/ten", views.ten, name="ten"),
    path("<uuid:pk>/book/doubts", views.doubts, name="doubts"),
    path("<uuid:pk>/book/history", views.history, name="history"),
    path("<uuid:pk>/book/read-on", views.read_on, name="read_on"),
    path("themes/<uuid:pk>", views.theme, name="theme"),
    path("themes/<uuid:pk>/demand", views.raise_demand, name="demand"),
    path("themes/<uuid:pk>/describe", views.describe, name="describe"),
    path("themes/<uuid:pk>/merge", views.merge, name="merge"),
    path("themes/<uuid:pk>/split", views.split, name="split"),
    path("themes/<uuid:pk>/leave-out", views.leave_out, name="leave_out"),
    path("reports/<int:pk>/publish", views.publish, name="publish"),
]
