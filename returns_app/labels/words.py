"""The words printed on a label and its slip, as sentences for the catalogs."""

from collections.abc import Callable

from returns_app.domain.words import Sentence, say

Tell = Callable[[Sentence], str]

RETURN = say("Return")
FROM = say("From")
TO = say("To")
RETURN_NUMBER = say("Return number")
REFERENCE = say("Reference")
DATE = say("Date")
PARCEL = say("Parcel")
WEIGHT = say("Weight")
PAID_BY = say("Paid by")
PACKING_SLIP = say("Packing slip")
PRODUCT = say("Product")
ARTICLE_NUMBER = say("Article number")
QUANTITY = say("Quantity")
CUT_HERE = say("Cut here")
FOLD_AND_PACK = say("Fold this part and put it in the parcel, on top of the products.")
HOW_TO_SEND = say("How to send it")
KEEP_THIS = say("Keep this part until the return is completed.")
TRACKING_NUMBER = say("Tracking number")

HANDOVERS = {
    "drop_off": say("Drop-off"),
    "pickup": say("Pickup"),
    "in_store": say("In store"),
}


def steps(carrier: str, handover: str) -> tuple[Sentence, ...]:
    """What the customer does with the sheet, in order."""
    return (
        say("Pack the products well. Put the lower part of this sheet in the parcel."),
        say("Cut out the label and stick it flat on the largest side. Cover or remove old labels."),
        _hand_over(carrier, handover),
    )


def more(count: int) -> Sentence:
    """Said under a list that has no room for all of its products."""
    return say("and {count} more, see the return online", count=count)


def _hand_over(carrier: str, handover: str) -> Sentence:
    if handover == "pickup":
        return say("Have the parcel ready. {carrier} collects it at your door.", carrier=carrier)
    if handover == "in_store":
        return say("Bring the parcel to one of our stores and keep the receipt.")
    return say("Bring the parcel to a {carrier} point and keep the receipt.", carrier=carrier)
