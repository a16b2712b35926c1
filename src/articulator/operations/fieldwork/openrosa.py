"""What ODK Collect and Enketo ask for (OpenRosa 1.0). The key in an address opens one packet."""

import hashlib
import json
import zlib
from base64 import b64encode
from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.mail import link
from articulator.operations.fieldwork import acts, keys, odk, queries, rules, sync
from articulator.operations.fieldwork.models import Held, Packet, Receipt

OPENROSA = {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(odk.LARGEST)}
DEVICE = Rate(100, 60)


def address(packet: Packet, token: str) -> str:
    """What is typed into Collect as the server; whoever has it can read the list and send."""
    return link(reverse("fieldwork:odk", args=[packet.pk, token]))


def settings_code(server: str) -> str:
    """What Collect's camera reads: its settings, as it writes them itself."""
    said = {
        "general": {
            "server_url": server, "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular", "delete_send": True,
        },
        "admin": {},
        "project": {},
    }  # fmt: skip
    return b64encode(zlib.compress(json.dumps(said).encode())).decode("ascii")


def _opened(request: HttpRequest, pk: str, token: str) -> Packet:
    found = queries.behind(pk)
    known = found is not None and found.way == Packet.Way.COLLECT and found.device
    if found is None or not known or not constant_time_compare(found.device, keys.hash_of(token)):
        raise Http404("This address leads nowhere.")
    slow_down(request, "field device", DEVICE, str(found.pk))
    return found


def _xml(text: str, status: int = 200) -> HttpResponse:
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
    kind = "text/xml; charset=utf-8"
    return HttpResponse(whole, content_type=kind, status=status, headers=OPENROSA)


def _says(words: str, status: int) -> HttpResponse:
    return _xml(
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f"<message>{escape(words)}</message></OpenRosaResponse>",
        status,
    )


def server(request: HttpRequest, pk: str, token: str) -> HttpResponse:
    """The address itself: a way to see that it is right."""
    return _says(f"{_opened(request, pk, token).turf}: this address is right.", 200)


def form_list(request: HttpRequest, pk: str, token: str) -> HttpResponse:
    shown = _opened(request, pk, token)
    if rules.may_read(None, shown):
        return _xml('<xforms xmlns="http://openrosa.org/xforms/xformsList"/>')
    where = escape(link(reverse("fieldwork:odk_form", args=[pk, token])))
    return _xml(
        '<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform>'
        f"<formID>{shown.pk}</formID><name>{escape(str(shown.turf))}</name>"
        f"<version>{odk.version(shown)}</version><hash>md5:{_hash(shown)}</hash>"
        f"<downloadUrl>{where}</downloadUrl></xform></xforms>"
    )


def _hash(packet: Packet) -> str:
    return hashlib.md5(odk.xform(packet).encode(), usedforsecurity=False).hexdigest()


def form(request: HttpRequest, pk: str, token: str) -> HttpResponse:
    shown = _opened(request, pk, token)
    if refusal := rules.may_read(None, shown):
        return _says(refusal.reason, 410)
    body = odk.xform(shown)
    return HttpResponse(body, content_type="text/xml; charset=utf-8", headers=OPENROSA)


@csrf_exempt  # the key in the address allows it, no cookie does
@require_http_methods(["HEAD", "POST"])
def submission(request: HttpRequest, pk: str, token: str) -> HttpResponse:
    """A filled form: 201 when it is in, 202 when it waits for somebody, 409 for another one."""
    shown = _opened(request, pk, token)
    if request.method == "HEAD":
        here = link(request.path)
        return HttpResponse(status=204, headers={**OPENROSA, "Location": here})
    if refusal := rules.may_take(None, shown):
        return _says(refusal.reason, 410)
    sent = request.FILES.get("xml_submission_file")
    try:
        if sent is None or (sent.size or 0) > odk.LARGEST:
            raise sync.SyncError("There is no form of a usual size in this message.")
        parcel = odk.parcel(shown, sent.read(), request.headers.get("Date", ""))
    except sync.SyncError as error:
        return _says(str(error), 400)
    acts.take(None, shown, parcel)
    return _answer(shown, parcel)


def _answer(packet: Packet, parcel: sync.Parcel) -> HttpResponse:
    wanted = {one.id: one.digest for one in parcel.items}
    taken = Receipt.objects.filter(packet=packet, pk__in=wanted)
    if {one.pk: one.digest for one in taken} == wanted:
        return _says("Taken in. Thank you.", 201)
    rows = Held.objects.by_rule("the device hears why").filter(packet=packet, item__in=wanted)
    if rows.filter(why=Held.Why.OTHER).exists():
        return _says("A form with this number is here, and says something else.", 409)
    return _says("It is here, and waits for whoever gave the list out.", 202)
