"""Whom to believe about where a request comes from."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from articulator.kernel.middleware import Proxies
from articulator.kernel.request import address


def seen(settings, proxies, peer, forwarded="", **more):
    """The address and the scheme that the house takes for true."""
    settings.PROXIES = proxies
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    found = []

    def answer(request):
        found.append((request.META["REMOTE_ADDR"], request.scheme))
        return HttpResponse()

    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    Proxies(answer)(RequestFactory(REMOTE_ADDR=peer).get("/", **extra, **more))
    return found[0]


def test_a_stranger_is_not_believed(settings):
    said = seen(settings, ["10.0.0.1"], "198.51.100.9", "1.2.3.4", HTTP_X_FORWARDED_PROTO="https")
    assert said == ("198.51.100.9", "http")


def test_nobody_is_believed_where_no_proxy_is_named(settings):
    assert seen(settings, [], "127.0.0.1", "1.2.3.4")[0] == "127.0.0.1"


def test_our_own_proxy_is_believed(settings):
    said = seen(settings, ["10.0.0.1"], "10.0.0.1", "1.2.3.4", HTTP_X_FORWARDED_PROTO="https")
    assert said == ("1.2.3.4", "https")


@pytest.mark.parametrize(
    ("forwarded", "origin"),
    [
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),  # the first was invented by the visitor
        ("6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),  # two proxies of ours in a row
        ("nonsense, 1.2.3.4", "1.2.3.4"),
        ("1.2.3.4, nonsense", "10.0.0.1"),  # what cannot be read is not passed over
        ("2001:db8::7", "2001:db8::7"),
        ("", "10.0.0.1"),
    ],
)
def test_only_what_our_proxies_saw_counts(settings, forwarded, origin):
    assert seen(settings, ["10.0.0.0/8"], "10.0.0.1", forwarded)[0] == origin


def test_an_address_that_is_wrapped_is_unwrapped(settings):
    assert seen(settings, ["10.0.0.1"], "::ffff:10.0.0.1", "1.2.3.4")[0] == "1.2.3.4"
    assert address(RequestFactory(REMOTE_ADDR="::ffff:192.0.2.1").get("/")) == "192.0.2.1"
