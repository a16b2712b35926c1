from django.urls import path

from articulator.operations.fieldwork import openrosa, views, walk

app_name = "fieldwork"
urlpatterns = [
    path("", views.index, name="index"),
    path("of/<slug:slug>/open", views.open_turf, name="open"),
    path("<uuid:pk>", views.turf, name="turf"),
    path("<uuid:pk>/add", views.add, name="add"),
    path("<uuid:pk>/close", views.close, name="close"),
    path("<uuid:pk>/issue", views.issue, name="issue"),
    path("<uuid:pk>/sheet", views.sheet, name="sheet"),
    path("<uuid:pk>/bring-in", views.bring_in, name="bring_in"),
    path("<uuid:pk>/places", views.places, name="places"),
    path("<uuid:pk>/places/in-vain", views.in_vain, name="in_vain"),
    path("<uuid:pk>/places/<uuid:place>", views.type_in, name="type_in"),
    path("<uuid:pk>/places/<uuid:place>/never", views.silence, name="silence"),
    path("<uuid:pk>/slip/<str:key>", walk.slip, name="slip"),
    path("lists/<uuid:pk>", views.packet, name="packet"),
    path("lists/<uuid:pk>/renew", views.renew, name="renew"),
    path("lists/<uuid:pk>/revoke", views.revoke, name="revoke"),
    path("lists/<uuid:pk>/rescue", views.rescue, name="rescue"),
    path("lists/<uuid:pk>/held/<int:item>/admit", views.admit, name="admit"),
    path("lists/<uuid:pk>/held/<int:item>/discard", views.discard, name="discard"),
    path("odk/<uuid:pk>/<str:token>", openrosa.server, name="odk"),
    path("odk/<uuid:pk>/<str:token>/formList", openrosa.form_list, name="odk_list"),
    path("odk/<uuid:pk>/<str:token>/form.xml", openrosa.form, name="odk_form"),
    path("odk/<uuid:pk>/<str:token>/submission", openrosa.submission, name="odk_submission"),
    path("walk/<uuid:pk>/", walk.walk, name="walk"),
    path("walk/<uuid:pk>/take/<str:code>", walk.claim, name="claim"),
    path("walk/<uuid:pk>/data", walk.data, name="data"),
    path("walk/<uuid:pk>/send", walk.send, name="send"),
    path("walk/<uuid:pk>/back", walk.give_back, name="give_back"),
    path("walk/<uuid:pk>/worker.js", walk.worker, name="worker"),
    path("walk/<uuid:pk>/app.webmanifest", walk.manifest, name="manifest"),
]
