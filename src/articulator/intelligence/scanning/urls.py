from django.urls import path

from articulator.intelligence.scanning import views

app_name = "scanning"
urlpatterns = [
    path("", views.index, name="index"),
    path("unsure", views.unsure, name="unsure"),
    path("unsure/<int:pk>", views.place, name="place"),
    path("stories/<uuid:pk>", views.story, name="story"),
    path("stories/<uuid:pk>/tag", views.tag, name="tag"),
    path("stories/<uuid:pk>/untag", views.untag, name="untag"),
    path("watches", views.watches, name="watches"),
    path("watches/<uuid:pk>", views.watch, name="watch"),
    path("watches/<uuid:pk>/end", views.end, name="end"),
    path("sources", views.sources, name="sources"),
    path("sources/<uuid:pk>", views.source, name="source"),
    path("sources/<uuid:pk>/stop", views.stop_source, name="stop"),
    path("sources/<uuid:pk>/on", views.go_on, name="go_on"),
    path("sources/<uuid:pk>/mails", views.hand_in, name="hand_in"),
    path("of/<slug:slug>/source", views.add_source, name="add_source"),
    path("of/<slug:slug>/watch", views.add_watch, name="add_watch"),
    path("of/<slug:slug>/wordings", views.try_out, name="try_out"),
    path("wordings", views.trials, name="trials"),
    path("wordings/<uuid:pk>", views.trial, name="trial"),
    path("wordings/<uuid:pk>/close", views.close, name="close"),
    path("say/<uuid:pk>", views.say, name="say"),
    path("say/<uuid:pk>/tap", views.tap, name="tap"),
]
