from django.urls import path

from articulator.operations.responses import views

app_name = "responses"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>/call", views.call, name="call"),
    path("<uuid:pk>", views.response, name="response"),
    path("<uuid:pk>/start", views.start, name="start"),
    path("<uuid:pk>/end", views.end, name="end"),
]
