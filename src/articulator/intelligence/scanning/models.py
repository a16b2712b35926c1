"""What papers and sites say of our places: sources, articles, stories, watch lists, wordings."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Site(models.Model):
    """A host that is asked politely: what it forbids, and when it may be asked again."""

    host = models.CharField(max_length=255, primary_key=True)
    robots = models.TextField(blank=True, help_text="its robots.txt as it was last read")
    robots_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=clock.now, help_text="not to be asked before")

    personal: Register = {}

    def __str__(self) -> str:
        return self.host


class Source(models.Model):
    """A feed, a site's list of pages, or a mailbox that somebody hands in."""

    class Way(models.TextChoices):
        FEED = "feed", "a feed (RSS, Atom or JSON)"
        SITEMAP = "sitemap", "the list of pages of a site (sitemap.xml)"
        MAILBOX = "mailbox", "mails that are handed in as a file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sources")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Way)
    address = models.URLField(max_length=500, blank=True)
    home = models.CharField(max_length=40, blank=True, help_text="the area it writes about")
    hours = models.PositiveSmallIntegerField(default=6, help_text="between two looks")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=clock.now, db_index=True)
    looked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="in a row")
    health = models.CharField(max_length=300, blank=True, help_text="what the last look gave")
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)

    personal: Register = {
        "by": Personal(
            "that you put up a source of news", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP,
            Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "address"], condition=~Q(address=""), name="one_source_an_address"
            ),
            models.CheckConstraint(
                condition=Q(kind="mailbox", address="") | (~Q(kind="mailbox") & ~Q(address="")),
                name="what_is_fetched_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scanning:source", args=[self.pk])


class Story(models.Model):
    """What happened, however many papers print it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    first_at = models.DateTimeField(db_index=True)

    personal: Register = {}

    class Meta:
        ordering = ["-first_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scanning:story", args=[self.pk])


class Article(models.Model):
    """One paper's telling: title, a few lines, a link. The text itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="articles")
    story = models.ForeignKey(Story, models.PROTECT, related_name="articles")
    key = models.CharField(max_length=64, help_text="hash of what the source calls it")
    link = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200)
    excerpt = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField()
    read_at = models.DateTimeField(default=clock.now)
    shingles = models.BinaryField(help_text="numbers of its runs of three words; no text")

    personal: Register = {}

    class Meta:
        ordering = ["published_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="an_article_is_read_once")
        ]

    def __str__(self) -> str:
        return self.title


class Sample(models.Model):
    """A number by which articles that may tell one story are found."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="samples")
    number = models.BigIntegerField(db_index=True)

    personal: Register = {}


class Mention(models.Model):
    """A place that a story speaks of; where the method is not sure, a person says."""

    class Answer(models.TextChoices):
        OPEN = "open", "nobody has said yet"
        YES = "yes", "it speaks of this place"
        NO = "no", "it does not"

    story = models.ForeignKey(Story, models.CASCADE, related_name="mentions")
    place = models.CharField(max_length=120, db_index=True)
    area = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.OPEN, db_index=True)

    personal: Register = {}

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["story", "place"], name="a_place_once_a_story")
        ]


class Watch(models.Model):
    """Words that somebody wants to hear of: a topic, a place, an organisation, or a frame."""

    class About(models.TextChoices):
        TOPIC = "topic", "a topic"
        PLACE = "place", "a place"
        ORGANISATION = "organisation", "an organisation"
        FRAME = "frame", "a way of telling it (a frame)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="watches")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=About)
    words = models.JSONField(help_text="any of them, as whole words")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    personal: Register = {
        "by": Personal(
            "that you put up words to watch for", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP,
            Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ended_at=None), name="one_watch_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scanning:watch", args=[self.pk])


class Hit(models.Model):
    """A story that holds one of the words of a watch."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="hits")
    story = models.ForeignKey(Story, models.CASCADE, related_name="hits")

    personal: Register = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "story"], name="one_hit_a_story")]


class Tag(models.Model):
    """What people say that a story is about."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="tags")
    word = models.CharField(max_length=40, db_index=True)

    personal: Register = {}

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["story", "word"], name="a_tag_once_a_story")]

    def __str__(self) -> str:
        return self.word


class Trial(models.Model):
    """Two wordings of one message, shown by lot, to see which of them speaks to people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trials")
    title = models.CharField(max_length=120)
    one = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    personal: Register = {
        "by": Personal(
            "that you put two wordings up to be tried", Kind.DEED, Basis.MEMBERS, Keep.MEMBERSHIP,
            Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scanning:trial", args=[self.pk])


class Tap(models.Model):
    """One answer to one wording. The mark tells that a browser has answered, and nothing else."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="taps")
    mark = models.CharField(max_length=64)
    first = models.BooleanField(help_text="whether the first wording was shown")
    speaks = models.BooleanField(help_text="whether it speaks to them")
    at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "mark": Personal(
            "that your browser has answered, scrambled", Kind.ACCESS, Basis.CONSENT, Keep.SHORT,
            Audience.NOBODY,
        ),
        "speaks": Personal(
            "whether a message spoke to you, under no name", Kind.OPINION, Basis.CONSENT,
            Keep.SHORT, Audience.NOBODY,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "mark"], name="one_tap_a_browser")]
