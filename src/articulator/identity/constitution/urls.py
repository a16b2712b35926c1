from django.urls import path

from articulator.identity.constitution import views

app_name = "constitution"
urlpatterns = [
    path("", views.index, name="index"),
    path("draft", views.draft, name="draft"),
    path("current.yaml", views.current, name="current"),
    path("clause/<str:ref>", views.clause, name="clause"),
    path("<uuid:pk>", views.version, name="version"),
    path("<uuid:pk>/adopt", views.adopt, name="adopt"),
    path("<uuid:pk>/source.yaml", views.source, name="source"),
    path("<uuid:old_pk>/to/<uuid:new_pk>", views.compare, name="compare"),
]
