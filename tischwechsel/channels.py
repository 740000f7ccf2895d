"""The networks the settings ask for, and what the rest of the service needs to know of them."""

import asyncio
from collections.abc import Callable, Mapping

from bot.channel import Channel, Role
from bot.conversation.words import menu, word_of
from bot.matrix import MatrixChannel
from bot.telegram import TelegramChannel
from bot.wording import FOLDER
from service.configuration import Configuration
from service.wording.catalogue import Texts


def telegram_channel(settings: Configuration) -> TelegramChannel | None:
    """Return Telegram, or None without a token."""
    if settings.telegram_token is None:
        return None
    channel = TelegramChannel(
        settings.telegram_token,
        api=settings.telegram_api,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret,
        paid_broadcast=settings.telegram_paid_broadcast,
    )
    channel.set_commands(
        {"de": menu("guest", "de"), "": menu("guest", "en")},
        organisers={"de": menu("organiser", "de"), "": menu("organiser", "en")},
        groups={language: [_help(short)] for language, short in (("de", "de"), ("", "en"))},
    )
    return channel


def _help(language: str) -> tuple[str, str]:
    """The one word that makes sense in a group."""
    word = word_of("guest", "help")
    return word.called(language), Texts(FOLDER, language).say(word.does)


def matrix_channel(settings: Configuration) -> MatrixChannel | None:
    """Return Matrix, or None without a homeserver. Raises OSError where the data folder can't be used."""
    if settings.matrix_homeserver is None or settings.matrix_user is None:
        return None
    return MatrixChannel(
        settings.matrix_homeserver,
        settings.matrix_user,
        password=settings.matrix_password,
        access_token=settings.matrix_access_token,
        data=settings.data,
    )


def starting_links(channels: Mapping[str, Channel], name: str) -> Callable[[str], str | None]:
    """Return what makes an address of a code on this network; None without the network."""
    channel = channels.get(name)
    return channel.start_link if channel is not None else lambda code: None


def private_link(channels: Mapping[str, Channel], name: str) -> str | None:
    """Return the address of a private chat with the bot, None until the network was reached."""
    link = starting_links(channels, name)("start")
    return link.partition("?")[0] if link else None


class Menus:
    """Shows everybody the words of their role, in the background: no answer waits for it."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, channel: str, address: str, role: Role, language: str) -> None:
        """Offer the words of this role in this chat."""
        if channel in self._channels:
            task = asyncio.create_task(self._channels[channel].show_menu(address, role, language))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
