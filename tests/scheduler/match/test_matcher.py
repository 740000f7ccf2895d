"""What is found holds for any people: nobody is matched with themselves, and nothing depends on who else is there."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.match import Found, Matcher, Party, parts
from scheduler.match.embeddings import embeddings
from scheduler.match.scoring import HERE, pairs

OTHER_TRADES = Path(__file__).with_name("other_trades.csv")
KINDS = [False, pytest.param(True, marks=pytest.mark.timeout(300))]
WORDS = (
    "Spannzangen",
    "Spannmittel in Sonderausführung",
    "Drehteile; Frästeile",
    "Kredit",
    "",
    "🙂",
    "Guss + Lack",
)


@pytest.fixture(scope="module", params=KINDS, ids=("letters", "meaning"))
def matcher(request: pytest.FixtureRequest) -> Matcher:
    return Matcher(semantic=request.param)


LETTERS = Matcher(semantic=False)
texts = st.none() | st.sampled_from(WORDS) | st.text(max_size=60)
people = st.lists(
    st.builds(
        Party,
        id=st.uuids().map(str),
        seeks=texts,
        offers=texts,
        organisation=st.sampled_from([None, "A", " a "]),
    ),
    max_size=8,
    unique_by=lambda party: party.id,
)


@settings(max_examples=60, deadline=None)
@given(people, st.randoms())
def test_whoever_is_there_only_others_of_other_firms_are_matched(parties: list[Party], random) -> None:
    matches = LETTERS.match(parties)
    by_id = {party.id: party for party in parties}
    members = [one for consortium in matches.consortia for one in consortium.members]
    for one in (*matches.found, *members):
        seeker, offerer = by_id[one.seeker], by_id[one.offerer]
        assert one.seeker != one.offerer
        firms = [(party.organisation or party.id).strip().casefold() for party in (seeker, offerer)]
        assert firms[0] != firms[1]
        assert 0.5 <= one.weight <= 1
        assert one.seek < len(parts(seeker.seeks))
        assert one.offer < len(parts(offerer.offers))
    for unmet in matches.unmet:
        assert not [one for one in matches.found if (one.seeker, one.seek) == (unmet.seeker, unmet.seek)]
    assert len({(one.seeker, one.offerer) for one in matches.found}) == len(matches.found)
    mixed = list(parties)
    random.shuffle(mixed)
    assert LETTERS.match(mixed) == matches


def test_a_guest_more_changes_nothing_between_the_others(matcher: Matcher) -> None:
    two = [
        Party("a", "Spannzangen nach Zeichnung", None),
        Party("b", None, "Spannzangen als Sonderanfertigung"),
    ]
    before = weights(matcher.ranking(two))
    after = weights(matcher.ranking([*two, Party("c", "Torten mit Logo", "Buchhaltung für Vereine")]))
    assert before["a", "b"] == pytest.approx(after["a", "b"], abs=1e-3)
    assert before["a", "b"] > after["c", "b"]


def test_what_fits_is_worth_more_than_what_does_not(matcher: Matcher) -> None:
    parties = [
        Party("a", "Drehteile aus Edelstahl; Pferdefutter aus der Gegend", None),
        Party("b", None, "Drehteile in Edelstahl und Messing"),
        Party("c", None, "Hochzeitsfotos"),
    ]
    matches = matcher.match(parties)
    assert [(one.seeker, one.offerer, one.seek) for one in matches.found] == [("a", "b", 0)]
    assert [(one.seeker, one.seek) for one in matches.unmet] == [("a", 1)]


def test_several_hands_are_different_firms_in_the_order_of_the_work(matcher: Matcher) -> None:
    parties = [
        Party("a", "Gehäuse: Aluminiumguss + Fräsen + Eloxieren", None),
        Party("b", None, "Eloxieren und Verzinken"),
        Party("c", None, "Fräsen auf fünf Achsen", "Roth"),
        Party("d", None, "Fräsen und Eloxieren", "Roth"),
        Party("e", None, "Aluminiumguss in Kokille"),
    ]
    matches = matcher.match(parties)
    (consortium,) = matches.consortia
    firms = [one.offerer for one in consortium.members]
    assert firms[0] == "e"
    assert firms[1] in {"c", "d"}
    assert firms[2] == "b"
    assert set(firms) <= {one.offerer for one in matches.found}
    assert matches.unmet == ()


def test_any_script_and_length_is_matched(matcher: Matcher) -> None:
    odd = ["光学玻璃" * 100, "مرحبا بالعالم", "🙂🙂 Guss", "a\0b", "\ud800 Guss", "x" * 4000, ", ; ."]
    parties = [Party(f"p{n}", text, text) for n, text in enumerate(odd)]
    found = weights(matcher.ranking(parties))
    assert all(0 <= weight <= 1 for weight in found.values())
    assert not any(seeker == "p6" for seeker, _ in found)


def test_many_offers_of_one_person_count_once(matcher: Matcher) -> None:
    parties = [
        Party("a", "Drehteile", None),
        Party("b", None, "Drehteile\n" * 12),
        Party("c", None, "Drehteile aus Stahl"),
    ]
    (ranking,) = matcher.ranking(parties, top=2)
    assert {one.offerer for one in ranking.offers} == {"b", "c"}


def test_in_other_trades_the_partner_is_found_too() -> None:
    """A list of other industries, by which nothing was chosen."""
    with OTHER_TRADES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    parties = [Party(row["id"], row["seeks"], row["offers"], row["organisation"]) for row in rows]
    ranked = {
        one.seeker: [found.offerer for found in one.offers] for one in Matcher(True).ranking(parties, 3)
    }
    known = [(row["id"], row["partner"]) for row in rows if row["partner"]]
    assert sum(ranked[seeker][0] == offerer for seeker, offerer in known) >= 0.75 * len(known)
    assert sum(offerer in ranked[seeker] for seeker, offerer in known) >= 0.9 * len(known)


def test_the_vectors_of_the_pairs_are_those_of_their_texts() -> None:
    embed = embeddings(threads=1)
    assert embed is not None
    kept = np.load(HERE / "pairs.npy")
    assert kept.shape[:2] == (2, len(pairs()))
    for number in (0, len(pairs()) - 1):
        made = embed(list(pairs()[number]))
        assert np.sum(made * kept[:, number], axis=1) == pytest.approx([1, 1], abs=0.01)


def weights(ranking: tuple) -> dict[tuple[str, str], float]:
    found: list[Found] = [one for ranked in ranking for one in ranked.offers]
    return {(one.seeker, one.offerer): one.weight for one in found}
