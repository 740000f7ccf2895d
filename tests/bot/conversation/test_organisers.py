"""Every word of organisers, said once, in both languages, and what comes back."""

from service.evening import commands as c
from service.networks import NetworkStanding
from tests.bot.conversation.talking import Talking

BEFORE = [
    ("hilfe", "Das können Sie sagen:"),
    ("help", "Das können Sie sagen:"),
    ("/hilfe tausch", "/tausch NAME; NAME"),
    ("einstellungen", "3 Runden, 8 Minuten"),
    ("/einstellungen runden=4 minuten=7,5", "4 Runden, 7,5 Minuten"),
    ("/einstellungen runden=999", "rounds kann nicht „999“ sein"),
    ("liste", "Schicken Sie mir die Liste als Datei."),
    ("stand", "Der Einlass ist noch nicht offen."),
    ("plan", "12 Gäste, 3 Tische"),
    ("dazu Petra Wolf; Wolf Logistik", "Petra Wolf steht auf der Liste."),
    ("dazu", "/dazu braucht noch: NAME; FIRMA."),
    ("getrennt Ott und Kaya", "Ali Kaya und Karsten Ott kommen nicht an einen Tisch."),
    ("zusammen Roth; Jahn", "Ulrike Jahn und Ines Roth sitzen einmal zusammen"),
    ("gastgeber Kaya; 1", "Gastgeber von Tisch 1 ist ab jetzt Ali Kaya."),
    ("geht Ott nach 2", "Karsten Ott"),
    ("besuch Yildiz", "Ömer Yildiz ist jetzt Ehrengast"),
    ("links", "Die Links dieses Abends"),
    ("bericht", "Noch ist keine Runde vorbei."),
    ("tisch", "Es sitzt noch niemand an einem Tisch."),
    ("wer Weiß", "Jörg Weiß (Berger Optik): noch nicht da"),
    ("oeffnen", "Der Einlass ist offen."),
    ("/öffnen", "Der Einlass ist schon offen."),
    ("fehlt Ott", "Karsten Ott"),
    ("zurück Ott", "Karsten Ott ist da."),
    ("geht Jahn", "Ulrike Jahn ist gegangen."),
]

RUNNING = [
    ("stand", "Runde 1 von 3, noch 8:00."),
    ("tisch 1", "Tisch 1, Runde 1"),
    ("Tisch 1?", "Tisch 1, Runde 1"),
    ("tische", "Die Tische der Runde 1"),
    ("tisch 77", "Einen Tisch „77“ gibt es"),
    ("wer Weiß", "Jörg Weiß (Berger Optik): ist da"),
    ("anhalten", "Angehalten, noch 8:00"),
    ("weiterlaufen", "Der Gong kommt um"),
    ("verlängern 2,5", "Der Gong kommt um"),
    ("verlaengern", "Wie viele Minuten mehr?"),
    ("verlaengern viel", "Minuten sind eine Zahl"),
    ("kaffee", "Wie lange soll die Pause sein?"),
    ("kaffee 15", "Nach dieser Runde sind 15 Minuten Pause."),
    ("schluss", "/schluss braucht noch: UHRZEIT."),
    ("schluss morgen", "Schreiben Sie eine Uhrzeit"),
    ("los", "Runde 1 ist schon dran."),
    ("oeffnen", "Der Einlass ist schon offen."),
    ("neu Noch einer", "Das kann nur die Leitung."),
    ("sprache", "Deutsch oder Englisch?"),
    ("leitung Ott", "Karsten Ott chattet noch nicht mit mir."),
    ("zu 99", "Tisch 99 gibt es nicht."),
    ("zu", "/zu braucht noch: TISCH."),
    ("was soll das", "Das habe ich nicht verstanden."),
]

ENGLISH = [
    ("help", "You can say this:"),
    ("settings", "3 rounds, 8 minutes"),
    ("people", "Send me the list as a file."),
    ("status", "Round 1 of 3, 8:00 left."),
    ("table 1", "Table 1, round 1"),
    ("who weiss", "Jörg Weiß (Berger Optik): is here"),
    ("who nobody", "Nobody on the list is called “nobody”."),
    ("links", "The links of this evening"),
    ("report", "No round is over yet."),
    ("hold", "The clock is held"),
    ("resume", "The gong comes at"),
    ("extend 2", "The gong comes at"),
    ("break 15", "A break of 15 minutes follows this round."),
    ("finish", "/finish needs something more: TIME."),
    ("absent Ott", "Karsten Ott"),
    ("back Ott", "Karsten Ott is here."),
    ("leave ott after 2", "Karsten Ott"),
    ("add Petra Wolf; Wolf Logistik", "Petra Wolf is on the list."),
    ("swap Ott; Ott", "That takes two"),
    ("apart Ott; Kaya", "Ali Kaya and Karsten Ott will not share a table."),
    ("together Roth Jahn", "Ulrike Jahn and Ines Roth will share a table"),
    ("host 1; Vogel", "Make Zoë Vogel the host of table 1?"),
    ("told", "Tell 2 guests in person:"),
    ("told Ott", "Tell 1 guest in person:"),
    ("visit Yildiz", "Ömer Yildiz is a guest of honour"),
    ("organiser Ott", "Karsten Ott has no chat with me yet."),
    ("say Hello", "Tell 13 guests this?"),
    ("undo", "Take /visit from"),
    ("close 2", "Close table 2?"),
    ("stop", "End the evening in round 1 of 3?"),
    ("next", "The round runs until"),
    ("new", "That is for organisers only."),
    ("nonsense", "I didn't understand that."),
]


async def test_what_is_said_before_the_first_round(talking: Talking) -> None:
    boss = await talking.organiser()
    assert boss.last.title == "Sie leiten „Netzwerkabend Suhl“ von hier aus."
    for said, heard in BEFORE:
        answer = await boss.says(said)
        assert answer.title.startswith(heard), f"{said}: {answer!r}"


async def test_what_is_said_while_a_round_runs(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    for said, heard in RUNNING:
        answer = await boss.says(said)
        assert heard in answer.title, f"{said}: {answer!r}"


async def test_the_same_in_english(talking: Talking) -> None:
    boss = await talking.organiser(language="en", channel="matrix")
    await talking.running()
    for said, heard in ENGLISH:
        answer = await boss.says("!" + said)
        assert answer.title.startswith(heard), f"{said}: {answer!r}"


async def test_swapping_two_seats(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    seating = (await talking.now()).phase.seating
    assert seating is not None
    first, second, *_ = seating.tables
    one, other = seating.tables[first][-1], seating.tables[second][-1]
    await boss.says(f"tausch {talking.name(one)} - {talking.name(other)}")
    after = (await talking.now()).phase.seating
    assert after is not None
    assert (after.table_of(one), after.table_of(other)) == (second, first)


async def test_ways_to_be_done_in_time_are_a_tap_away(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    whole = await boss.says("schluss 23:59")
    assert whole.title == "So, wie es ist, sind Sie um 23:59 fertig."
    clock = (await boss.says("schluss 23:59")).body.rpartition(" ")[2]
    assert clock.count(":") == 1
    early = f"{clock.partition(':')[0]}.{int(clock.partition(':')[2]) - 4:02d}"
    answer = await boss.says(f"schluss {early}")
    assert answer.title.startswith("Um ")
    assert "2 Runden" in boss.buttons, answer
    done = await boss.taps("2 Runden")
    assert done.title.startswith("2 Runden"), done
    assert (await talking.now()).settings.rounds == 2


async def test_the_report_is_in_words(talking: Talking) -> None:
    await talking.ended()
    await talking.do(c.Rate("p1", 5))
    await talking.do(c.Rate("p2", 4))
    boss = await talking.organiser()
    answer = await boss.says("bericht")
    assert answer.title == "12 Gäste, 1 Runde"
    assert "18 Paare haben sich getroffen." in answer.body
    assert "im Schnitt 3,0" in answer.body
    assert "2 Bewertungen, im Schnitt 4,5 von 5." in answer.body


async def test_status_says_who_is_not_reached_and_why(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.guest("p1")
    await talking.guest("p2", channel="matrix")
    await talking.guest("p3")
    await talking.do(c.LoseChat("p3", "telegram"))
    await talking.running()
    version = (await talking.now()).told["p1"].version
    await talking.outbox.mark_reached(talking.id, {"p1": version}, channel="telegram")
    await talking.outbox.mark_reached(talking.id, dict.fromkeys(("p4", "p5"), version), channel="web")
    answer = await boss.says("stand")
    assert "Erreicht: 1 Telegram, 2 Webseite." in answer.body
    assert "9 nicht erreicht:" in answer.body
    assert "Berger (unterwegs)" in answer.body
    assert "Roth (Chat blockiert)" in answer.body
    assert "nicht gestartet" in answer.body
    cards = await boss.taps("Karten drucken")
    assert cards.title == "9 Karten zum Drucken."
    assert cards.files[0].name == "karten.pdf"
    assert cards.files[0].data.startswith(b"%PDF")


async def test_status_names_a_network_in_trouble_in_one_line(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.guest("p1")
    await talking.guest("p2", channel="matrix")
    await talking.running()
    talking.networks = (
        NetworkStanding(name="telegram", trouble="away", lasting=30_000, waiting=1, people=frozenset({"p1"})),
        NetworkStanding(name="matrix"),
    )
    answer = await boss.says("stand")
    assert answer.body.splitlines()[-1] == (
        "Telegram ist gerade nicht erreichbar; 1 Gast bekommt seine Nachricht, sobald es wieder geht."
    )
    await boss.says("sprache en")
    assert "Telegram cannot be reached right now; 1 guest gets" in (await boss.says("status")).body
    talking.networks = ()
    assert "Telegram cannot" not in (await boss.says("status")).body


async def test_links_are_files_too(talking: Talking) -> None:
    boss = await talking.organiser()
    links = await boss.says("links")
    assert [file.name for file in links.files] == ["mitmachen.png"]
    assert links.files[0].data.startswith(b"\x89PNG")
    card = await boss.says("links Kaya")
    assert card.title == "Ali Kaya (Kaya Guss)"
    assert card.files[0].data.startswith(b"%PDF")
    assert "https://abend.example/p/" in card.body
    assert (await boss.says("links nicht erreicht")).title == "Alle, die einen Tisch haben, kennen ihn."
    assert (await boss.says("links alle")).title == "12 Karten zum Drucken."


async def test_somebody_else_drives_too(talking: Talking) -> None:
    boss = await talking.organiser()
    guest = await talking.guest("p7")
    assert (await guest.says("/plan")).title == "Das kann nur die Leitung."
    await boss.says("leitung Ott")
    assert ("telegram", "chat-p7", "organiser", "de") in talking.roles
    assert (await guest.says("/stand")).title == "Der Einlass ist noch nicht offen."
    # Words of both concern oneself unless a name follows.
    await talking.running()
    assert (await guest.says("/tisch")).title.startswith("Tisch ")
    assert "Runde 1 von 3" in guest.last.body
    assert (await guest.says("/tisch 1")).title == "Tisch 1, Runde 1"
    assert (await guest.says("/fehlt Kaya")).title.startswith("Ali Kaya")
    assert (await guest.says("/zurueck Kaya")).title.startswith("Ali Kaya ist da.")


async def test_who_was_appointed_by_mistake_drives_no_longer(talking: Talking) -> None:
    boss = await talking.organiser()
    guest = await talking.guest("p7")
    await boss.says("leitung Ott")
    assert (await guest.says("/stand")).title == "Der Einlass ist noch nicht offen."
    assert (await boss.says("undo")).title.startswith("/leitung von ")
    await boss.taps("Zurücknehmen")
    assert (await guest.says("/plan")).title == "Das kann nur die Leitung."


async def test_a_new_evening_is_made_in_a_chat(talking: Talking) -> None:
    phone = talking.phone("9")
    await phone.says(f"/start {talking.tokens.token('service_chat', 'service')}")
    assert phone.last.title == "Von hier aus können Sie Abende anlegen."
    assert (await phone.says("hallo")).title == "Sie können einen Abend anlegen: /neu NAME"
    assert (await phone.says("neu")).title == "Wie heißt er?"
    assert (await phone.says("/neu  Herbst­treff  Zella")).title.startswith("„Herbst")
    assert (await phone.says("/stand")).title == "Der Einlass ist noch nicht offen."
    assert ("telegram", "9", "organiser", "de") in talking.roles
