"""The page behind the QR code: a guest who is not on the list puts themselves on it."""

from aiohttp import web

from service.api.services import SERVICES
from service.evening import Evening, Refusal
from service.lists.limits import NAME
from service.pages.doors import evening_behind
from service.pages.rendering import gone, page, page_words
from service.people.guest_list import GuestList
from service.people.person import Person
from service.wording.refused import sentence, texts_of

LONGEST_WISH = 500


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of the join page."""
    return [web.get("/j/{code}", show), web.post("/j/{code}", join)]


async def show(request: web.Request) -> web.Response:
    """The form."""
    evening = await evening_behind(request.app[SERVICES], "join", request.match_info["code"])
    return gone(request) if evening is None else _form(request, evening)


async def join(request: web.Request) -> web.Response:
    """Put the guest on the list and lead them to their own page."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "join", request.match_info["code"])
    if evening is None:
        return gone(request)
    form = {key: str(value).strip() for key, value in (await request.post()).items()}
    language = form.get("language") if form.get("language") in ("de", "en") else evening.settings.language
    t = texts_of(evening, language)
    name = " ".join(form.get("name", "").split())
    if not name or len(name) > NAME:
        return _form(request, evening, form, t.say("Please tell us your name."), status=422)
    person = Person(
        name=name,
        organisation=form.get("organisation", "")[:NAME] or None,
        seeks=form.get("seeks", "")[:LONGEST_WISH] or None,
        offers=form.get("offers", "")[:LONGEST_WISH] or None,
    )
    try:
        done = await GuestList(services.evenings).join(evening.id, person, language or "de")
    except Refusal as refusal:
        return _form(request, evening, form, sentence(refusal, t, guest=True), status=409)
    guest = next(iter(done.after.people.keys() - done.before.people.keys()))
    raise web.HTTPSeeOther(services.links.person(done.after, guest).page)


def _form(
    request: web.Request,
    evening: Evening,
    values: dict[str, str] | None = None,
    error: str | None = None,
    *,
    status: int = 200,
) -> web.Response:
    context = {
        "name": evening.name,
        "language": evening.settings.language,
        "words": page_words("join", evening),
        "values": values or {},
        "error": error,
    }
    return page(request, "join.html", context, status=status)
