"""The built-in carrier: an address label that any parcel shop takes. No network, no contract, no account."""

from datetime import date

from returns_app.carriers.base import Booked, Cancellation, Order, PickupOrder, PickupQuestion, refused
from returns_app.carriers.printing import check_addresses, printed
from returns_app.domain.words import say


class PaperCarrier:
    """Makes the label and books nothing: the customer hands the parcel to whom they like.

    The tracking number is the return number without its dashes, with the position behind it where there are several
    parcels, or where this is a further one. So the same order always gets the same labels, and no state is kept.
    """

    code = "paper"

    def book(self, order: Order) -> Booked:
        """The labels. Refuses pickup and printer-less handover, which nobody behind this carrier could honor."""
        if order.handover == "pickup":
            raise refused(say("A paper label is not collected. Choose an option with drop-off."))
        if order.label_format == "qr":
            raise refused(say("A paper label has to be printed. Choose an option with a label to print."))
        check_addresses(order)
        number = "".join(character for character in order.return_number if character.isalnum())
        several = any(parcel.position > 1 for parcel in order.parcels)
        tracking = {
            parcel.position: f"{number}-{parcel.position}" if several else number for parcel in order.parcels
        }
        return printed(order, carrier_reference=order.return_number, tracking=tracking)

    def book_pickup(self, order: PickupOrder) -> str:
        """Refuse: nobody drives for this carrier."""
        raise refused(
            say(
                "{carrier} sends no driver. Book it with somebody else and write it down.",
                carrier=order.carrier_name,
            )
        )

    def full_days(self, question: PickupQuestion) -> frozenset[date]:
        """None: nobody drives, so nobody is full."""
        del question
        return frozenset()

    def cancel(self, cancellation: Cancellation) -> None:
        """Refuse: paper that a customer has printed cannot be called back."""
        raise refused(
            say(
                "{carrier} cannot call a label back. A parcel that was handed in still arrives.",
                carrier=cancellation.carrier_name,
            )
        )
