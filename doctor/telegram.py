"""Telegram: does the token open a bot, and will what people write reach us, and nobody else?"""

from bot.telegram.probe import BotAccount, TelegramProbe, TelegramRefused, Webhook
from doctor.case import Case
from doctor.finding import Check, Finding
from doctor.running import runs_here

POLL_SECONDS = 4
"""Longer than what other programs wait before they poll again."""


async def check(case: Case, *, poll_seconds: int = POLL_SECONDS) -> list[Finding]:
    """Ask as the bot who it is and where its updates go."""
    found, t, token = Check("telegram"), case.t, case.settings.telegram_token
    if token is None:
        return [found.stands("unused", t.say("Not used: TELEGRAM_TOKEN is not set."))]
    async with TelegramProbe(token, api=case.settings.telegram_api) as probe:
        try:
            bot = await probe.account()
            hook = await probe.webhook()
            running = await runs_here(case)
            asks = case.settings.telegram_webhook_url is None and not hook.url and not running
            rival = asks and await probe.somebody_polls(poll_seconds)
        except TelegramRefused as refused:
            return [_refused(case, refused)]
    findings = _receiving(case, hook, running)
    if rival:
        findings.append(
            found.broken(
                "rival",
                t.say("Another program receives with the same token: only one of the two gets each message."),
                do=t.say("End it, or get a new token for it or for us: /newbot or /revoke at @BotFather."),
            )
        )
    if bot.reads_groups:
        text = t.say("The bot reads everything said in its groups. It needs none of that.")
        findings.append(found.look("reads_groups", text, do=t.say("@BotFather, /setprivacy, Enable.")))
    return findings or [_stands(case, bot, hook)]


def _stands(case: Case, bot: BotAccount, hook: Webhook) -> Finding:
    t = case.t
    way = t.say("by its webhook") if hook.url else t.say("by asking for news")
    text = t.say("{name} (@{bot}) answers, it hears {way}.", name=bot.name, bot=bot.username, way=way)
    return Check("telegram").stands("fine", text)


def _receiving(case: Case, hook: Webhook, running: bool) -> list[Finding]:
    found, t, wanted = Check("telegram"), case.t, case.settings.telegram_webhook_url
    if wanted is None and hook.url:
        text = t.say("Another program has a webhook set for this bot: {url}.", url=hook.url)
        do = t.say(
            "Tischwechsel takes it away when it starts. If somebody else needs it, make a bot of your own."
        )
        return [found.look("webhook_set", text, do=do)]
    if wanted is None:
        return []
    if hook.url and hook.url != wanted:
        text = t.say("The bot's webhook leads to {url}, not to TELEGRAM_WEBHOOK_URL.", url=hook.url)
        return [found.look("webhook_elsewhere", text, do=t.say("Tischwechsel sets it when it starts."))]
    if hook.failed:
        text = t.say("Telegram cannot call the webhook: {why}.", why=hook.failed.rstrip("."))
        do = t.say(
            "Is the address open to the internet, with a valid certificate? Without one, leave TELEGRAM_WEBHOOK_URL unset."
        )
        return [found.broken("webhook_fails", text, do=do)]
    if not hook.url and running:
        text = t.say("The service runs, but the bot's webhook is not set.")
        return [
            found.look("webhook_missing", text, do=t.say("Look at its log: Telegram may refuse the address."))
        ]
    return []


def _refused(case: Case, refused: TelegramRefused) -> Finding:
    found, t = Check("telegram"), case.t
    if refused.kind == "token":
        return found.broken(
            "token",
            t.say("Telegram refuses the token."),
            do=t.say(
                "Set TELEGRAM_TOKEN to the whole token @BotFather shows, such as 123456789:AAF...: /mybots, API Token."
            ),
        )
    if refused.kind == "stranger":
        text = t.say("Something else answers in Telegram's place, perhaps the login page of the Wi-Fi.")
        return found.broken(
            "stranger", text, do=t.say("Open a page in the browser and log in, then try again.")
        )
    if refused.kind == "busy":
        text = t.say("Telegram asks to wait: too many questions in a short time.")
        return found.look("busy", text, do=t.say("Try again in a minute."))
    if refused.kind == "away":
        text = t.say("Telegram cannot be reached.")
        do = t.say(
            "Is there internet? Some networks block Telegram: the guests' web pages work all the same."
        )
        return found.broken("away", text, do=do)
    text = t.say("Telegram answers with an error: {why}.", why=str(refused).rstrip("."))
    return found.broken("refused", text, do=t.say("Try again in a minute."))
