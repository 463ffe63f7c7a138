"""Printing the label of an order ourselves, for carriers that give a number and leave the paper to us."""

from collections.abc import Mapping
from dataclasses import astuple

from returns_app.carriers.base import Booked, BookedParcel, Order, ParcelOrder, address_refused
from returns_app.domain.addresses import Address
from returns_app.domain.words import Sentence, say
from returns_app.i18n import country_name, tell
from returns_app.labels import LabelData, Paper, label_pdf, unprintable

PAYERS = {"merchant": say("Recipient"), "customer": say("Sender")}


def printed(order: Order, *, carrier_reference: str, tracking: Mapping[int, str]) -> Booked:
    """The booking with its labels. `tracking` maps positions to numbers.

    Pure: the same order gives the same bytes. Refuse addresses first (`check_addresses`).
    """
    parcels = tuple(_parcel(order, parcel, tracking[parcel.position]) for parcel in order.parcels)
    return Booked(carrier_reference=carrier_reference, parcels=parcels)


def check_addresses(order: Order) -> None:
    """Raise `CarrierError` (`address_refused`) where an address cannot be written on a label."""
    if not _is_complete(order.sender):
        raise address_refused(
            say("The sender's address is not complete. Fill in name, street, town and country.")
        )
    if not _is_complete(order.recipient):
        raise address_refused(
            say("The return address is not complete. Fill in name, street, town and country.")
        )
    for address in (order.sender, order.recipient):
        letters = unprintable("".join(astuple(address)))
        if letters:
            raise address_refused(
                say(
                    "A label cannot show {letters}. Write the address in Latin letters.", letters=letters[:12]
                )
            )


def _parcel(order: Order, parcel: ParcelOrder, tracking: str) -> BookedParcel:
    data = _label_data(order, parcel, tracking)

    def say_it(sentence: Sentence) -> str:
        return tell(order.language, sentence)

    return BookedParcel(
        position=parcel.position,
        tracking=tracking,
        label_a6=label_pdf(data, Paper.A6, tell=say_it),
        label_a4=label_pdf(data, Paper.A4, tell=say_it),
        qr_text=data.qr_text if order.label_format == "qr" else "",
    )


def _label_data(order: Order, parcel: ParcelOrder, tracking: str) -> LabelData:
    payer = PAYERS.get(order.paid_by)
    return LabelData(
        carrier_name=order.carrier_name,
        service_name=order.service_name,
        handover=order.handover,
        tracking=tracking,
        return_number=order.return_number,
        reference=order.reference,
        sender=order.sender,
        recipient=order.recipient,
        # Mail between countries is sorted by people who read English country names (Universal Postal Union).
        sender_country=country_name("en", order.sender.country),
        recipient_country=country_name("en", order.recipient.country),
        created=order.created,
        paid_by=tell(order.language, payer) if payer else "",
        position=parcel.position,
        # A further parcel is the last of as many as there are by then.
        pieces=max(one.position for one in order.parcels),
        weight_g=parcel.weight_g,
        lines=order.lines,
        language=order.language,
    )


def _is_complete(address: Address) -> bool:
    return bool(address.country and address.street and address.city and (address.name or address.company))
