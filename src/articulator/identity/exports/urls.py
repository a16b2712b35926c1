from django.urls import path

from articulator.identity.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<slug:slug>", views.new, name="new"),
    path("<uuid:pk>", views.shown, name="export"),
    path("<uuid:pk>/take", views.take, name="take"),
    path("<uuid:pk>/delete", views.delete, name="delete"),
]
