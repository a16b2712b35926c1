from django.urls import path
from django.views.generic import TemplateView

from articulator.operations.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("", views.index, name="index"),
    path("kit", TemplateView.as_view(template_name="gatherings/kit.html"), name="kit"),
    path("outcomes", views.outcomes, name="outcomes"),
    path("rhythm", views.rhythm, name="rhythm"),
    path("of/<slug:slug>", views.series, name="series"),
    path("of/<slug:slug>/plan", views.plan, name="plan"),
    path("of/<slug:slug>/calendar.ics", views.feed, name="feed"),
    path("needs/<int:pk>", views.answer, name="answer"),
    path("<uuid:pk>", views.gathering, name="gathering"),
    path("<uuid:pk>/calendar.ics", views.file, name="file"),
    path("<uuid:pk>/poster", views.poster, name="poster"),
    path("<uuid:pk>/ticket/<str:said>", views.ticket, name="ticket"),
    path("<uuid:pk>/ticket/<str:said>/back", views.step_back, name="step_back"),
    path("<uuid:pk>/worth/<str:said>", views.worth, name="worth"),
    path("<uuid:pk>/change", views.change, name="change"),
    path("<uuid:pk>/call-off", views.call_off, name="call_off"),
    path("<uuid:pk>/hosts", views.hosting, name="hosting"),
    path("<uuid:pk>/hosts/name", views.name_host, name="name_host"),
    path("<uuid:pk>/hosts/care", views.entrust, name="entrust"),
    path("<uuid:pk>/hosts/<int:host>/stop", views.stop_hosting, name="stop_hosting"),
    path("<uuid:pk>/hosts/key", views.renew_key, name="renew_key"),
    path("<uuid:pk>/list", views.people, name="people"),
    path("<uuid:pk>/list/paper", views.type_in, name="type_in"),
    path("<uuid:pk>/list/<uuid:registration>", views.arrive, name="arrive"),
    path("<uuid:pk>/desk/<str:key>", views.desk, name="desk"),
    path("<uuid:pk>/desk/<str:key>/sync", views.sync, name="sync"),
    path("<uuid:pk>/desk/<str:key>/worker.js", views.worker, name="worker"),
]
