"""Surveys to begin with. The first question is always open: nobody is led to what we expect."""

from articulator.intelligence.listening.acts import Asks
from articulator.intelligence.listening.models import Question

K = Question.Kind
WORRIES = Asks(K.OPEN, "If you could change one thing that makes your life hard, what would it be?")
HARD = ("not at all", "a little", "a lot", "it decides how we live")

# The shape of the large surveys of the PTB/PVDA: first what people say themselves, then themes of
# the country and of the place, each with room for an answer of one's own.
LISTENING = (
    WORRIES,
    Asks(K.SCALE, "How hard is it to pay for your home?", "Home", HARD),
    Asks(K.SEVERAL, "What is wrong with your home?", "Home",
         ("nothing", "too dear", "damp or cold", "too small", "nobody repairs it",
          "I may lose it"), own=True),
    Asks(K.CHOICE, "Does your money last until the end of the month?", "Money",
         ("yes", "just about", "no"), own=True),
    Asks(K.SEVERAL, "What wears you out at work?", "Work",
         ("I have no work now", "pay", "hours", "pressure", "safety", "how we are treated"),
         own=True),
    Asks(K.CHOICE, "When you need a doctor, how long do you wait?", "Health",
         ("a day or two", "a week", "weeks", "I have given up"), own=True),
    Asks(K.SEVERAL, "What is missing around here?", "This place",
         ("buses", "a doctor", "a park", "somewhere to meet", "safe streets", "childcare"),
         own=True),
    Asks(K.OPEN, "Who here does something about it already?", "This place"),
    Asks(K.CHOICE, "Would you come to a meeting of neighbours about this?", "And then",
         ("yes", "perhaps", "no")),
)  # fmt: skip
SHORT = (
    Asks(K.OPEN, "What worries you most here?"),
    Asks(K.OPEN, "What would you change first?"),
)
PRESETS = {"ptb": LISTENING, "short": SHORT, "empty": ()}
