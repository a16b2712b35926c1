"""ODK Collect and Enketo: the form that they get, and what they send (OpenRosa 1.0)."""

import re
import uuid
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.http import http_date

from articulator.kernel import clock
from articulator.operations.fieldwork import acts, odk
from articulator.operations.fieldwork.models import Packet
from tests.operations.fieldwork.scene import (
    DAY,
    Phone,
    held,
    place,
    sets,
    visits,
    words,
)
from tests.people import NOON, person


class Collect:
    """What Collect does: it reads its settings, asks for forms, sends filled ones."""

    def __init__(self, turf) -> None:
        self.packet = acts.issue(person("ada"), turf, "Gita", Packet.Way.COLLECT)
        phone = Phone(self.packet)
        page = unescape(phone.take().content.decode())
        self.client = phone.client
        self.server = urlsplit(re.search(r"http[^<\s]+/odk/[^<\s]+", page)[0]).path

    def get(self, name: str):
        return self.client.get(f"{self.server}/{name}", headers={"X-OpenRosa-Version": "1.0"})

    def filled(self, at, outcome: str = "spoke", key: str = "", **answers) -> bytes:
        said = {"start": NOON.isoformat(), "place": at.pk, "outcome": outcome, **answers}
        fields = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
        key = key or f"uuid:{uuid.uuid4()}"
        return (
            f'<data id="{self.packet.pk}" version="1">{fields}'
            f"<meta><instanceID>{key}</instanceID></meta></data>"
        ).encode()

    def send(self, xml: bytes, date: str = ""):
        file = SimpleUploadedFile("form.xml", xml, "text/xml")
        headers = {"Date": date} if date else {}
        return self.client.post(f"{self.server}/submission", {"xml_submission_file": file},
                                headers=headers)  # fmt: skip


@pytest.fixture
def collect(turf) -> Collect:
    return Collect(turf)


def test_collect_finds_the_form(collect, turf):
    listed = collect.get("formList")
    assert listed["X-OpenRosa-Version"] == "1.0"
    space = "{http://openrosa.org/xforms/xformsList}"
    form = ET.fromstring(listed.content).find(f"{space}xform")
    assert form.findtext(f"{space}formID") == str(collect.packet.pk)
    assert form.findtext(f"{space}hash").startswith("md5:")
    address = urlsplit(form.findtext(f"{space}downloadUrl")).path
    body = collect.client.get(address).content.decode()
    ET.fromstring(body)
    for said in ("What worries you most here?", "I rent", "1 Mill Lane", "never again"):
        assert said in body


def test_a_filled_form_is_a_call_and_an_answer(collect, turf):
    xml = collect.filled(place(turf), q1="The rent.", q2="1", q2_own="A boat", q3="1 3")
    assert collect.send(xml).status_code == 201
    assert (visits(turf), words()) == ([("1", "spoke")], ["A boat", "The rent."])
    chosen = {one.question.key: one.chosen for one in
              sets()[0].answers.by_rule("a test").select_related("question")}  # fmt: skip
    assert chosen == {"q1": [], "q2": [1], "q3": [1, 3]}


def test_the_same_form_again_is_the_same(collect, turf):
    xml = collect.filled(place(turf), q1="The rent.")
    assert [collect.send(xml).status_code for _ in range(3)] == [201, 201, 201]
    assert (words(), held(collect.packet)) == (["The rent."], [])


def test_another_form_under_the_same_number_is_a_conflict_and_not_lost(collect, turf):
    key = f"uuid:{uuid.uuid4()}"
    collect.send(collect.filled(place(turf), key=key, q1="The rent."))
    assert collect.send(collect.filled(place(turf), key=key, q1="Damp.")).status_code == 409
    assert (words(), len(held(collect.packet))) == (["The rent."], 1)


def test_a_form_without_answers_is_a_call(collect, turf):
    assert collect.send(collect.filled(place(turf), "never")).status_code == 201
    assert (visits(turf), sets()) == ([("1", "never")], [])
    assert ">1 Mill Lane<" not in collect.get("form.xml").content.decode()


def test_a_clock_that_is_wrong_is_put_right_by_the_date_that_is_sent(collect, turf):
    with clock.at(NOON + DAY):
        xml = collect.filled(place(turf), "nobody", start=(NOON - 2 * DAY + DAY).isoformat())
        collect.send(xml, http_date((NOON - DAY).timestamp()))
    assert place(turf).visited_at == NOON + DAY


def test_after_a_recall_forms_wait(collect, turf):
    acts.revoke(person("ada"), collect.packet)
    assert collect.send(collect.filled(place(turf), q1="The rent.")).status_code == 202
    assert (words(), len(held(collect.packet))) == ([], 2)
    assert b"downloadUrl" not in collect.get("formList").content
    assert collect.get("form.xml").status_code == 410


def test_collect_asks_how_much_it_may_send(collect):
    answer = collect.client.head(f"{collect.server}/submission")
    assert (answer.status_code, int(answer["X-OpenRosa-Accept-Content-Length"])) == (204, 200_000)


@pytest.mark.parametrize(
    "xml",
    [
        b"", b"no xml", b"<data/>", b'<data id="x"><meta/></data>', b"\xff\xfe\x00<",
        b'<!DOCTYPE d [<!ENTITY a "x">]><data>&a;</data>',
        b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><data>&a;</data>',
        b"<data>" * 5000,
    ],
)  # fmt: skip
def test_a_hostile_form_ends_in_a_message(collect, xml):
    answer = collect.send(xml)
    assert answer.status_code == 400
    ET.fromstring(answer.content)


def test_a_form_that_says_nothing_we_understand_waits(collect, turf):
    xml = collect.filled(place(turf), "elsewhere")
    assert (collect.send(xml).status_code, len(held(collect.packet))) == (202, 1)


def test_a_key_that_is_guessed_opens_nothing(collect, client):
    wrong = collect.server[:-4] + "AAAA"
    assert client.get(f"{wrong}/formList").status_code == 404


def test_a_phone_with_our_page_is_no_collect(turf):
    mine = Phone(acts.issue(person("ada"), turf, "Ben"))
    mine.take()
    token = mine.client.cookies["packet"].value
    assert mine.client.get(f"/operations/fieldwork/odk/{mine.packet.pk}/{token}").status_code == 404


def test_words_that_look_like_formulas_are_words():
    assert odk._plain("${place} costs $5 {now}\n?") == "place costs 5 now ?"
