from django.urls import path

from articulator.identity.programme import views

app_name = "programme"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>", views.of, name="of"),
    path("of/<slug:slug>/raise", views.raise_demand, name="raise"),
    path("of/<slug:slug>/begin", views.begin, name="begin"),
    path("demands/<uuid:pk>", views.demand, name="demand"),
    path("demands/<uuid:pk>/withdraw", views.withdraw, name="withdraw"),
    path("demands/<uuid:pk>/decline", views.decline, name="decline"),
    path("versions/<uuid:pk>", views.version, name="version"),
    path("versions/<uuid:pk>/add", views.add, name="add"),
    path("versions/<uuid:pk>/lines/<int:number>", views.reword, name="reword"),
    path("versions/<uuid:pk>/lines/<int:number>/strike", views.strike, name="strike"),
    path("versions/<uuid:pk>/adopt", views.adopt, name="adopt"),
    path("items/<uuid:pk>", views.item, name="item"),
    path("items/<uuid:pk>/record", views.record, name="record"),
    path("deeds/<uuid:pk>", views.deed, name="deed"),
    path("deeds/<uuid:pk>/outcome", views.outcome, name="outcome"),
]
