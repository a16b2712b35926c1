from django.urls import path

from articulator.identity.representation import views

app_name = "representation"
urlpatterns = [
    path("", views.index, name="index"),
    path("ask", views.open_consultation, name="open"),
    path("openly", views.count_openly, name="count_openly"),
    path("skills", views.tell_skills, name="tell_skills"),
    path("<uuid:pk>/", views.body, name="body"),
    path("asked/<uuid:pk>", views.consultation, name="consultation"),
    path("asked/<uuid:pk>/answer", views.answer, name="answer"),
    path("asked/<uuid:pk>/take-back", views.take_back, name="take_back"),
    path("asked/<uuid:pk>/publish", views.publish, name="publish"),
]
