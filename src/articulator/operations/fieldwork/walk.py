"""With a list in the hand: taking it, the page that works without a network, what it sends; slips.

Who carries a list needs no account. A link that serves once gives a device its token.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articulator.intelligence.listening.queries import spaced, thread_behind, typed
from articulator.kernel.cookies import new_token
from articulator.kernel.limits import Rate, slow_down
from articulator.operations.fieldwork import acts, keys, openrosa, packing, queries, rules, sync
from articulator.operations.fieldwork.models import Held, Packet, Receipt, Turf
from articulator.operations.gatherings.pictures import qr

DEVICE, GUESSES = Rate(100, 60), Rate(30, 600)


def _packet(pk: str) -> Packet:
    found = queries.behind(pk)
    if found is None:
        raise Http404("There is no such list.")
    return found


def _carried(request: HttpRequest, pk: str) -> Packet:
    """The packet, for the one device that carries it."""
    found = _packet(pk)
    if not keys.is_device(request, found):
        raise Http404("This list is with another device.")
    return found


# Taking it


def claim(request: HttpRequest, pk: str, code: str) -> HttpResponse:
    """Opening the link shows what it is; pressing the button takes it. Programs only open."""
    slow_down(request, "claim a list", GUESSES)
    shown = _packet(pk)
    if not keys.claims(shown, code):
        raise Http404("This link leads nowhere.")
    refusal = rules.may_claim(None, shown)
    if request.method == "POST" and not refusal:
        token = new_token()
        acts.claim(None, shown, token)
        if shown.way == Packet.Way.COLLECT:
            return _for_collect(request, shown, token)
        response = redirect("fieldwork:walk", shown.pk)
        keys.cookie(shown).give(response, token)
        return response
    mine = keys.is_device(request, shown)
    context = {
        "packet": shown, "turf": shown.turf, "refusal": refusal, "mine": mine,
        "places": queries.to_walk(shown).count(),
    }  # fmt: skip
    return render(request, "fieldwork/claim.html", context)


def _for_collect(request: HttpRequest, shown: Packet, token: str) -> HttpResponse:
    """Shown once: what is typed into Collect, or read by its camera."""
    server = openrosa.address(shown, token)
    context = {"turf": shown.turf, "server": server, "code": qr(openrosa.settings_code(server))}
    page = render(request, "fieldwork/collect.html", context)
    page.headers["Cache-Control"] = "private, no-store"
    return page


# Carrying it


def walk(request: HttpRequest, pk: str) -> HttpResponse:
    """The page itself holds nothing of the list: what it carries, it fetches, and can forget."""
    shown = _carried(request, pk)
    return render(request, "fieldwork/walk.html", {"packet": shown, "turf": shown.turf})


def data(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _carried(request, pk)
    if refusal := rules.may_read(None, shown):
        return JsonResponse({"over": refusal.reason}, status=410)
    response = JsonResponse(packing.packed(shown))
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # a device may have been away for days; what comes from another site is no JSON
@require_POST
def send(request: HttpRequest, pk: str) -> HttpResponse:
    """Take what a device wrote down, and tell it what it needs to know. As often as it likes."""
    shown = _carried(request, pk)
    if request.content_type != "application/json":
        return JsonResponse({"error": "A device sends JSON."}, status=415)
    slow_down(request, "field device", DEVICE, str(shown.pk))
    if refusal := rules.may_take(None, shown):
        return JsonResponse({"error": refusal.reason, "over": refusal.reason}, status=410)
    try:
        parcel = sync.parcel(request.body)
    except sync.SyncError as error:
        return JsonResponse({"error": str(error)}, status=400)
    acts.take(None, shown, parcel)
    return JsonResponse(_told(_packet(pk), parcel, request.body))


def _told(packet: Packet, parcel: sync.Parcel, body: bytes) -> dict[str, Any]:
    """Which envelopes are in, which are held, and, while the list is live, what has changed."""
    sent = [one.id for one in parcel.items]
    taken = Receipt.objects.filter(packet=packet, pk__in=sent).values_list("pk", flat=True)
    kept = Held.objects.by_rule("the device hears that it is here").filter(packet=packet)
    held = kept.filter(item__in=sent).values_list("item", flat=True)
    said: dict[str, Any] = {"taken": list(taken), "held": list(held)}
    if refusal := rules.may_read(None, packet):
        return {**said, "over": refusal.reason}
    return {
        **said, "gone": queries.gone(packet), "until": round(packet.expires_at.timestamp() * 1000),
        "now": packing.milliseconds_now(), "slips": packing.new_slips(packet, _wanted(body)),
    }  # fmt: skip


def _wanted(body: bytes) -> int:
    said = json.loads(body).get("slips", 0)
    return said if isinstance(said, int) else 0


@csrf_exempt  # as above; it only ends what this device may do
@require_POST
def give_back(request: HttpRequest, pk: str) -> HttpResponse:
    """Done: the device forgets the list, and reads nothing any more."""
    shown = _carried(request, pk)
    if request.content_type != "application/json":
        return JsonResponse({"error": "A device sends JSON."}, status=415)
    if rules.may_give_back(None, shown) is None:
        acts.give_back(None, shown)
    return JsonResponse({})


def worker(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _carried(request, pk)
    return render(
        request, "fieldwork/worker.js", {"packet": shown},
        content_type="text/javascript; charset=utf-8",
    )  # fmt: skip


def manifest(request: HttpRequest, pk: str) -> HttpResponse:
    """What a phone needs to put the list beside its other apps."""
    here = keys.walk_path(_carried(request, pk))
    return render(
        request, "fieldwork/walk.webmanifest", {"here": here},
        content_type="application/manifest+json",
    )  # fmt: skip


# The slip


def slip(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """From the door: what became of it. It may still be on its way, and can be stopped there."""
    turf = get_object_or_404(Turf.objects.select_related("survey", "unit"), pk=pk)
    meant = typed(key)
    if thread_behind(meant):
        return redirect("listening:thread", meant)
    slow_down(request, "slip", GUESSES)
    if request.method == "POST":
        acts.take_back(None, turf, meant)
        return redirect(f"{request.path}?taken=back")
    page = render(
        request, "fieldwork/slip.html",
        {"turf": turf, "spaced": spaced(meant), "taken": request.GET.get("taken")},
    )  # fmt: skip
    page.headers["Cache-Control"] = "private, no-store"
    return page
