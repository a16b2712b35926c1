from django.urls import path

from articulator.operations.training import views

app_name = "training"
urlpatterns = [
    path("", views.index, name="index"),
    path("sessions", views.session_list, name="sessions"),
    path("sessions/plan", views.plan, name="plan"),
    path("sessions/<uuid:pk>", views.session, name="session"),
    path("sessions/<uuid:pk>/sign-up", views.sign_up, name="sign_up"),
    path("sessions/<uuid:pk>/step-back", views.step_back, name="step_back"),
    path("sessions/<uuid:pk>/call-off", views.call_off, name="call_off"),
    path("sessions/<uuid:pk>/observe", views.observe, name="observe"),
    path("trainers", views.trainers, name="trainers"),
    path("sessions/<uuid:pk>/record", views.record, name="record"),
    path("texts/<uuid:pk>", views.curriculum, name="curriculum"),
    path("texts/<uuid:pk>/decide", views.decide, name="decide"),
    path("<slug:key>/", views.course, name="course"),
    path("<slug:key>/print", views.whole, name="whole"),
    path("<slug:key>/course.html", views.download, name="download"),
    path("<slug:key>/texts", views.texts, name="texts"),
    path("<slug:key>/propose", views.propose, name="propose"),
    path("<slug:key>/<int:number>/", views.course, name="course"),
    path("<slug:key>/<int:number>/<slug:slug>", views.module, name="module"),
]
