from django.urls import path

from articulator.intelligence.briefings import views

app_name = "briefings"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.unit, name="unit"),
    path("of/<slug:slug>/begin", views.begin, name="begin"),
    path("of/<slug:slug>/end", views.end, name="end"),
    path("of/<slug:slug>/conference", views.prepare, name="prepare"),
    path("<uuid:pk>", views.briefing, name="briefing"),
    path("<uuid:pk>/draft", views.draft, name="draft"),
    path("<uuid:pk>/write", views.write, name="write"),
    path("<uuid:pk>/publish", views.publish, name="publish"),
    path("findings/<int:pk>/leave-out", views.leave_out, name="leave_out"),
    path("findings/<int:pk>/take-in", views.take_in, name="take_in"),
    path("findings/<int:pk>/up", views.move_up, name="move_up"),
    path("answers/<uuid:pk>", views.answer, name="answer"),
]
