from django.urls import path

from articulator.identity.membership import views

app_name = "membership"
urlpatterns = [
    path("", views.index, name="index"),
    path("roll/<slug:slug>", views.roll, name="roll"),
    path("roll/<slug:slug>/import", views.upload, name="upload"),
    path("import/<uuid:pk>", views.roll_import, name="import"),
    path("import/<uuid:pk>/carry-out", views.carry_out, name="carry_out"),
    path("import/<uuid:pk>/undo", views.undo, name="undo"),
]
