from django.urls import path

from articulator.operations.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<uuid:pk>", views.room, name="room"),
    path("of/<uuid:pk>/ask", views.pose, name="pose"),
    path("<uuid:pk>", views.question, name="question"),
    path("<uuid:pk>/paper", views.paper, name="paper"),
    path("<uuid:pk>/type-in", views.type_in, name="type_in"),
    path("<uuid:pk>/close", views.close, name="close"),
]
