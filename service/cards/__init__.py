"""What people take away: QR codes, contacts for their address book, and a card on paper for whom no phone reaches."""

from service.cards.cards import cards_pdf
from service.cards.qr import qr_png
from service.cards.vcard import vcard

__all__ = ["cards_pdf", "qr_png", "vcard"]
