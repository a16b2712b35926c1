from django.urls import path

from articulator.identity.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<slug:slug>", views.new, name="new"),
    path("<uuid:pk>", views.shown, name="import"),
    path("<uuid:pk>/columns", views.columns, name="columns"),
    path("<uuid:pk>/decide", views.decide, name="decide"),
    path("<uuid:pk>/carry-out", views.carry_out, name="carry_out"),
    path("<uuid:pk>/undo", views.undo, name="undo"),
    path("<uuid:pk>/drop", views.drop, name="drop"),
]
