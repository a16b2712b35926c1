from django.urls import URLPattern

app_name = "constitution"
urlpatterns: list[URLPattern] = []
