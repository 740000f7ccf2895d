"""Every word of participants, said once, in both languages, and what comes back."""

from msgspec.structs import replace

from bot.conversation.guest import sensible_words
from service.evening import commands as c
from service.evening.state import Slot
from tests.bot.conversation.talking import NAMES, Talking

BEFORE = [
    ("hilfe", "Das können Sie sagen:"),
    ("hilfe kontakt", "/kontakt NAME"),
    ("tisch", "Der Einlass ist noch nicht offen."),
    ("hier", "Der Einlass ist noch nicht offen."),
    ("leer", "Sie sitzen gerade an keinem Tisch."),
    ("wunsch", "Sie haben noch mit niemandem am Tisch gesessen."),
    ("kontakt", "Sie haben noch mit niemandem am Tisch gesessen."),
    ("kontakte", "Sie haben noch keine Kontakte."),
    ("suche", "Was suchen Sie?"),
    ("suche Spannzangen", "Notiert."),
    ("suche", "Sie suchen: Spannzangen"),
    ("ich biete: Fräsen", "Notiert."),
    ("kenne", "/kenne braucht noch: NAME oder FIRMA."),
    ("kenne tom berger", "Notiert."),
    ("meide Kühn AG", "Notiert, und niemand erfährt davon."),
    ("station", "/station braucht noch: NUMMER."),
    ("station 3", "Heute Abend gibt es keine Stationen"),
    ("notiz", "/notiz braucht noch: TEXT."),
    ("notiz Hallo", "Notizen machen nur Gastgeber"),
    ("bewerten", "Wie war der Abend?"),
    ("ich", "Das ist über Sie gespeichert:"),
    ("vergiss", "Alles über Sie löschen?"),
    ("sprache", "Deutsch oder Englisch?"),
    ("sprache klingonisch", "Ich spreche Deutsch und Englisch"),
    ("start", "Der Einlass ist noch nicht offen."),
    ("/plan", "Das kann nur die Leitung."),
    ("/ende ok", "Das kann nur die Leitung."),
    ("/geht Berger", "Das kann nur die Leitung."),
    ("Wie bitte?", "Das habe ich nicht verstanden."),
]

RUNNING = [
    ("/table", "Table 1"),
    ("/here", "Table 1"),
    ("/missing", "Whose seat is empty?"),
    ("/missing Nobody", "You have not sat with anybody called “Nobody”."),
    ("/wish", "Whom would you like to talk to once more?"),
    ("/contact", "Who would you like to stay in touch with?"),
    ("/contacts", "You have no contacts yet."),
    ("/seek a coating", "Noted."),
    ("/offer milling", "Noted."),
    ("/known Kühn AG", "Noted."),
    ("/avoid Jahn KG", "Noted, and nobody learns of it."),
    ("/avoid Nobody Here", "I don't find anybody by this name."),
    ("/station 1", "There are no stations"),
    ("/note x", "Only hosts"),
    ("/rate", "How was the evening?"),
    ("/rate 9", "A whole number from 1 to 5"),
    ("/rate 4", "Thank you: 4 of 5."),
    ("/me", "This is stored about you:"),
    ("/forget", "Delete everything about you?"),
    ("/language", "German or English?"),
    ("/help", "You can say this:"),
    ("/help rate", "/rate 1-5"),
    ("/leave after 2", "Noted: you leave after round 2."),
    ("/pause", "You sit out."),
    ("/table", "You sit out."),
    ("/back", "Good to have you here."),
    ("/leave", "Thank you for having been here."),
    ("/next", "That is for organisers only."),
]


async def test_what_is_said_before_the_first_round(talking: Talking) -> None:
    guest = await talking.guest("p1")
    assert guest.last.title == "Willkommen beim Netzwerkabend Suhl, Sabine Beyer!"
    for said, heard in BEFORE:
        answer = await guest.says(said)
        assert answer.title.startswith(heard), f"{said}: {answer!r}"


async def test_what_is_said_while_a_round_runs_in_english(talking: Talking) -> None:
    guest = await talking.guest("p1", language="en", channel="matrix")
    await talking.running()
    for said, heard in RUNNING:
        answer = await guest.says(said)
        text = answer.title if said != "/back" else answer.text
        assert text.startswith(heard) or heard in text, f"{said}: {answer!r}"


async def test_the_language_of_the_phone_is_spoken_and_can_be_changed(talking: Talking) -> None:
    guest = await talking.guest("p1", language="en")
    assert guest.last.title == "Welcome to Netzwerkabend Suhl, Sabine Beyer!"
    assert talking.roles == [("telegram", "chat-p1", "guest", "en")]
    await guest.says("deutsch")
    assert guest.last.title == "Ab jetzt spreche ich Deutsch."
    assert talking.roles[-1] == ("telegram", "chat-p1", "guest", "de")
    await guest.says("language")
    assert (await guest.taps("English")).title == "From now on I speak English."
    other = await talking.guest("p2", language="fr")
    assert other.last.title.startswith("Willkommen"), "a language we don't speak leaves the evening's"


async def test_an_empty_seat_is_reported_with_a_tap(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.running()
    seating = (await talking.now()).phase.seating
    assert seating is not None
    table = seating.table_of("p1")
    other = next(p for p in seating.tables[table or ""] if p != "p1")
    await guest.says("Platz leer")
    assert len(guest.buttons) == 3
    firm = NAMES[other][1]
    answer = await guest.taps(f"{talking.name(other)} ({firm})" if firm else talking.name(other))
    assert answer.title == f"Danke, der Platz von {talking.name(other)} gilt als frei."
    assert (await talking.now()).people[other].presence == "away"


async def test_a_contact_is_given_only_when_both_want_it(talking: Talking) -> None:
    await talking.running()
    seating = (await talking.now()).phase.seating
    assert seating is not None
    one, other = seating.tables["1"][:2]
    first, second = await talking.guest(one), await talking.guest(other)
    question = await first.says(f"kontakt {talking.name(other)}")
    assert f"{talking.name(one)}" in question.body, "what is given is said before"
    assert (await talking.now()).people[one].contacts == ()
    assert (await first.taps("Kontakt geben")).title == "Notiert."
    assert (await first.says("kontakte")).title == "Sie haben noch keine Kontakte."
    assert talking.name(other) in first.last.body
    await second.says("in Verbindung bleiben")
    button = next(text for text in second.buttons if text.startswith(talking.name(one)))
    assert (await second.taps(button)).title == f"{talking.name(one)} möchte das auch."
    for phone, them in ((first, other), (second, one)):
        answer = await phone.says("kontakte")
        assert answer.title == "1 Kontakt"
        assert answer.body.startswith(talking.name(them))
        assert f"FN:{talking.name(them)}".encode() in answer.files[0].data
        assert answer.files[0].name == "kontakte.vcf"


async def test_many_people_are_shown_eight_at_a_time(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.do(c.Configure({"size": 12}))
    await talking.running()
    await guest.says("kontakt")
    assert len(guest.buttons) == 9
    assert guest.buttons[-1] == "Weitere Namen"
    first = set(guest.buttons[:-1])
    await guest.taps("Weitere Namen")
    assert len(guest.buttons) == 4
    assert first.isdisjoint(guest.buttons)
    await guest.taps("Weitere Namen")
    assert first <= set(guest.buttons), "and round again"


async def test_me_says_everything_and_nothing_else(talking: Talking) -> None:
    guest = await talking.guest("p2")
    for said in ("suche Stahl", "biete Glas", "meide Kühn AG", "bewerten 3"):
        await guest.says(said)
    answer = await guest.says("/mydata")
    assert answer.body.splitlines() == [
        "Name: Tom Berger",
        "Firma: Berger Optik",
        "E-Mail: p2@example.org",
        "Telefon: +49 3681 100",
        "Sie suchen: Stahl",
        "Sie bieten: Glas",
        "Erreichbar über: Telegram",
        "Sie meiden (das sieht niemand): Beate Kühn",
        "Sie meiden alle aus 1 Firma (das sieht niemand)",
        "Ihre Bewertung: 3 von 5",
        "Und an welchen Tischen Sie mit wem saßen.",
    ]


async def test_who_is_forgotten_is_a_stranger(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.running()
    await guest.says("vergiss")
    await guest.taps("Lassen")
    assert (await talking.now()).people["p1"].forgotten is False
    await guest.says("vergiss mich")
    assert (await guest.taps("Alles löschen")).title == "Alles über Sie ist gelöscht."
    assert "p1" not in await talking.evenings.people(talking.id)
    assert await talking.chats.chat("telegram", "chat-p1") is None
    assert (await guest.says("/tisch")).title == "Guten Abend, hier ist Tischwechsel."
    # Everybody else's answers live on without the name.
    seating = (await talking.now()).phase.seating
    assert seating is not None
    boss = await talking.organiser()
    for said in ("stand", "tische", "tisch 1", "bericht", "wer Beyer", "links alle"):
        answer = await boss.says(said)
        assert "Sabine" not in answer.text.replace("wer Beyer", "")
    other = await talking.guest("p2")
    for said in ("tisch", "kontakt", "wunsch", "leer", "ich"):
        assert "Sabine" not in (await other.says(said)).text


async def test_texts_come_back_as_they_were_written(talking: Talking) -> None:
    guest = await talking.guest("p1")
    odd = '<b>_x_</b> {name} *fett* שלום 👩‍🔧 & "Zitat"'
    assert (await guest.says(f"suche {odd}")).body == f"Sie suchen: \u2068{odd}\u2069"
    long = "ä" * 4000
    answer = await guest.says(f"suche {long}")
    assert "500" in answer.text, answer


async def test_a_page_speaks_like_a_chat(talking: Talking) -> None:
    from bot.conversation.roles import Guest

    await talking.running()
    guest = Guest(talking.id, "p1")
    hear = talking.conversation.hear_guest
    assert (await hear(guest, "tisch", "k1")).title.startswith("Tisch ")
    asked = await hear(guest, "leer", "k2")
    tapped = await hear(guest, asked.buttons[0][0].data, "k3")
    assert tapped.title.startswith("Danke, der Platz von ")
    await hear(guest, "vergiss", "k4")
    assert (await hear(guest, "/plan", "k5")).title == "Das kann nur die Leitung."


def test_sensible_words_follow_the_evening() -> None:
    from service.evening import Evening
    from service.evening.state import Phase, Seating

    evening = Evening("e", people={"p1": Slot(1)})
    assert sensible_words(evening, "p1") == ("leave",)
    ended = replace(evening, phase=Phase(step="ended", over=(Seating(1, {"1": ("p1",)}),)))
    assert sensible_words(ended, "p1") == ("contact", "rate")
