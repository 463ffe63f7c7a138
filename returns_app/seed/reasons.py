"""Why things come back, in the four languages of the portal."""

from sqlmodel import Session

from returns_app.db.policies import Reason
from returns_app.seed.ids import uid
from returns_app.seed.words import in_languages

# code: English, Dutch, German, French
_REASONS = {
    "too_small": ("Too small", "Te klein", "Zu klein", "Trop petit"),
    "too_large": ("Too large", "Te groot", "Zu groß", "Trop grand"),
    "changed_mind": ("Changed my mind", "Toch niet nodig", "Gefällt mir doch nicht", "J’ai changé d’avis"),
    "not_as_described": (
        "Not as described",
        "Anders dan beschreven",
        "Entspricht nicht der Beschreibung",
        "Ne correspond pas à la description",
    ),
    "wrong_item": ("Wrong item received", "Verkeerd artikel ontvangen", "Falscher Artikel geliefert",
                   "Article reçu par erreur"),
    "arrived_damaged": ("Arrived damaged", "Beschadigd aangekomen", "Beschädigt angekommen", "Arrivé endommagé"),
    "late": ("Arrived too late", "Te laat geleverd", "Zu spät geliefert", "Livré trop tard"),
    "strap_or_buckle": (
        "Strap or buckle broken",
        "Band of gesp kapot",
        "Gurt oder Schnalle gebrochen",
        "Sangle ou boucle cassée",
    ),
    "zipper": ("Zipper splits", "Rits gaat open", "Reißverschluss platzt auf", "La fermeture s’ouvre"),
    "seam_leaks": ("Seam leaks", "Naad lekt", "Naht ist undicht", "La couture fuit"),
    "fabric_torn": ("Fabric torn", "Stof gescheurd", "Stoff gerissen", "Tissu déchiré"),
    "does_not_work": ("Does not work", "Werkt niet", "Funktioniert nicht", "Ne fonctionne pas"),
}  # fmt: skip


def add_reasons(session: Session) -> None:
    """Add every reason."""
    session.add_all(
        Reason(id=uid("reason", code), code=code, labels=in_languages(*words))
        for code, words in _REASONS.items()
    )
    session.flush()
