from django.urls import path

from articulator.operations.dna import views

app_name = "dna"
urlpatterns = [
    path("", views.index, name="index"),
    path("join", views.join, name="join"),
    path("begin", views.begin, name="begin"),
    path("sheet", views.blank, name="blank"),
    path("<uuid:pk>", views.dna, name="dna"),
    path("<uuid:pk>/pulse", views.pulse, name="pulse"),
    path("<uuid:pk>/name", views.head, name="head"),
    path("<uuid:pk>/take/<slug:key>", views.take, name="take"),
    path("<uuid:pk>/write/<slug:key>", views.write, name="write"),
    path("<uuid:pk>/drafts/<slug:key>", views.drafts, name="drafts"),
    path("<uuid:pk>/two/<uuid:draft>", views.two, name="two"),
    path("<uuid:pk>/teach-back", views.teach_back, name="teach_back"),
    path("<uuid:pk>/hand-in", views.hand_in, name="hand_in"),
    path("<uuid:pk>/leave", views.leave, name="leave"),
    path("<uuid:pk>/paper", views.paper, name="paper"),
    path("<uuid:pk>/descend", views.descend, name="descend"),
]
