"""What themes hears of its own acts: a worker does what takes long."""

from articulator.intelligence.themes import tasks
from articulator.intelligence.themes.models import Codebook, Report, Theme
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("themes.begin")
def begun(event: Event) -> None:
    made = links.find(event.made)
    if isinstance(made, Codebook) and made.proposed_at is None:
        tasks.propose(made)


@on("themes.propose_anew")
def asked_anew(event: Event) -> None:
    codebook = links.find(event.subject)
    if isinstance(codebook, Codebook):
        tasks.propose(codebook)


@on("themes.split")
def to_be_split(event: Event) -> None:
    theme = links.find(event.subject)
    if isinstance(theme, Theme) and not theme.gone_in and not theme.parts.exists():
        tasks.divide(theme)


@on("themes.read_on")
def asked_to_count(event: Event) -> None:
    report = links.find(event.made)
    if isinstance(report, Report) and report.made_at is None:
        tasks.report(report)
