from django.urls import path
from django.views.generic import TemplateView

from articulator.operations.gatherings.views import coming, door, hosting, public

app_name = "gatherings"
urlpatterns = [
    path("", public.index, name="index"),
    path("kit", TemplateView.as_view(template_name="gatherings/kit.html"), name="kit"),
    path("outcomes", public.outcomes, name="outcomes"),
    path("rhythm", public.rhythm, name="rhythm"),
    path("of/<slug:slug>", public.series, name="series"),
    path("of/<slug:slug>/plan", hosting.plan, name="plan"),
    path("of/<slug:slug>/calendar.ics", public.feed, name="feed"),
    path("needs/<int:pk>", hosting.answer, name="answer"),
    path("<uuid:pk>", public.gathering, name="gathering"),
    path("<uuid:pk>/calendar.ics", public.file, name="file"),
    path("<uuid:pk>/poster", public.poster, name="poster"),
    path("<uuid:pk>/ticket/<str:said>", coming.ticket, name="ticket"),
    path("<uuid:pk>/ticket/<str:said>/back", coming.step_back, name="step_back"),
    path("<uuid:pk>/worth/<str:said>", coming.worth, name="worth"),
    path("<uuid:pk>/now", coming.now, name="now"),
    path("<uuid:pk>/go", coming.go, name="go"),
    path("<uuid:pk>/order", hosting.draw_up, name="draw_up"),
    path("<uuid:pk>/change", hosting.change, name="change"),
    path("<uuid:pk>/call-off", hosting.call_off, name="call_off"),
    path("<uuid:pk>/hosts", hosting.hosting, name="hosting"),
    path("<uuid:pk>/hosts/name", hosting.name_host, name="name_host"),
    path("<uuid:pk>/hosts/care", hosting.entrust, name="entrust"),
    path("<uuid:pk>/hosts/<int:host>/stop", hosting.stop_hosting, name="stop_hosting"),
    path("<uuid:pk>/hosts/key", hosting.renew_key, name="renew_key"),
    path("<uuid:pk>/list", door.people, name="people"),
    path("<uuid:pk>/list/paper", door.type_in, name="type_in"),
    path("<uuid:pk>/list/<uuid:registration>", door.arrive, name="arrive"),
    path("<uuid:pk>/desk/<str:key>", door.desk, name="desk"),
    path("<uuid:pk>/desk/<str:key>/sync", door.sync, name="sync"),
    path("<uuid:pk>/desk/<str:key>/worker.js", door.worker, name="worker"),
]
