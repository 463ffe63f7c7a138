"""The surveys, with questions of every kind, in the four languages of the portal."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from returns_app.db.policies import Survey, SurveyQuestion
from returns_app.seed.ids import uid
from returns_app.seed.words import in_languages

Words = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Question:
    key: str
    kind: str
    label: Words
    required: bool = False
    hint: Words | None = None
    choices: dict[str, Words] = field(default_factory=dict)
    shown_if: dict[str, Any] = field(default_factory=dict)
    most_photos: int = 4


_EXPERIENCE = (
    _Question("opened", "yes_no", (
        "Have you used it outdoors?", "Heb je het buiten gebruikt?",
        "Haben Sie es draußen benutzt?", "L’avez-vous utilisé dehors ?"), required=True),
    _Question("days", "number", (
        "About how many days?", "Ongeveer hoeveel dagen?", "Etwa wie viele Tage?", "Environ combien de jours ?"),
        shown_if={"question": "opened", "values": ["yes"]}),
    _Question("better", "long_text", (
        "What could we do better?", "Wat kan beter?", "Was können wir besser machen?",
        "Que pouvons-nous améliorer ?"),
        hint=("A sentence is enough.", "Eén zin is genoeg.", "Ein Satz genügt.", "Une phrase suffit.")),
)  # fmt: skip
_NOTICED = (
    "When did you first see the fault?",
    "Wanneer zag je het gebrek voor het eerst?",
    "Wann haben Sie den Mangel zuerst bemerkt?",
    "Quand avez-vous vu le défaut pour la première fois ?",
)
_CLAIM = (
    _Question("noticed", "date", _NOTICED, required=True,
        hint=("A guess is fine.", "Een schatting is goed.", "Eine Schätzung genügt.", "Une estimation suffit.")),
    _Question("bought", "single", (
        "Where did you buy it?", "Waar heb je het gekocht?", "Wo haben Sie es gekauft?",
        "Où l’avez-vous acheté ?"), required=True,
        choices={
            "web": ("In our webshop", "In onze webshop", "In unserem Onlineshop", "Dans notre boutique en ligne"),
            "store": ("In our store", "In onze winkel", "In unserem Laden", "Dans notre magasin"),
            "other": ("Somewhere else", "Ergens anders", "Woanders", "Ailleurs"),
        }),
    _Question("shop", "short_text", (
        "At which shop?", "Bij welke winkel?", "In welchem Geschäft?", "Dans quel magasin ?"), required=True,
        hint=("Name and town", "Naam en plaats", "Name und Ort", "Nom et ville"),
        shown_if={"question": "bought", "values": ["other"]}),
)  # fmt: skip
_DAMAGE = (
    # A return type that asks about the claim as well asks this once.
    _Question("since", "date", _NOTICED, required=True),
    _Question("washed", "yes_no", (
        "Was the product washed or repaired before?", "Is het product eerder gewassen of gerepareerd?",
        "Wurde das Produkt schon gewaschen oder repariert?", "Le produit a-t-il déjà été lavé ou réparé ?"),
        required=True),
    _Question("where", "multiple", (
        "Where is the damage?", "Waar zit de schade?", "Wo ist der Schaden?", "Où se trouve le dommage ?"),
        required=True,
        hint=("Choose all that apply.", "Kies alles wat klopt.", "Wählen Sie alles, was zutrifft.",
              "Choisissez tout ce qui convient."),
        choices={
            "strap": ("Shoulder strap", "Schouderband", "Schultergurt", "Bretelle"),
            "buckle": ("Buckle or zipper", "Gesp of rits", "Schnalle oder Reißverschluss", "Boucle ou fermeture"),
            "fabric": ("Fabric", "Stof", "Stoff", "Tissu"),
            "seam": ("Seam", "Naad", "Naht", "Couture"),
            "other": ("Somewhere else", "Ergens anders", "Woanders", "Ailleurs"),
        }),
    _Question("zipper_teeth", "single", (
        "What does the zipper do?", "Wat doet de rits?", "Was macht der Reißverschluss?",
        "Que fait la fermeture ?"),
        choices={
            "opens": ("It opens by itself", "Hij gaat vanzelf open", "Er geht von selbst auf", "Elle s’ouvre seule"),
            "stuck": ("It is stuck", "Hij zit vast", "Er klemmt", "Elle est bloquée"),
            "teeth": ("Teeth are missing", "Er missen tandjes", "Zähne fehlen", "Il manque des dents"),
        },
        shown_if={"reasons": ["zipper"]}),
    _Question("photos", "photo", (
        "Photos of the damage", "Foto’s van de schade", "Fotos vom Schaden", "Photos du dommage"), required=True,
        hint=("One from close by, one of the whole product.", "Eén van dichtbij, één van het hele product.",
              "Eines aus der Nähe, eines vom ganzen Produkt.", "Une de près, une du produit entier."),
        most_photos=6),
    _Question("story", "long_text", (
        "What happened?", "Wat is er gebeurd?", "Was ist passiert?", "Que s’est-il passé ?"), required=True,
        hint=("Two or three sentences help us to decide quickly.", "Twee of drie zinnen helpen ons snel te beslissen.",
              "Zwei oder drei Sätze helfen uns, schnell zu entscheiden.",
              "Deux ou trois phrases nous aident à décider vite.")),
)  # fmt: skip
_WORKSHOP = (
    _Question("wish", "multiple", (
        "What should we mend?", "Wat moeten we maken?", "Was sollen wir reparieren?",
        "Que devons-nous réparer ?"), required=True,
        choices={
            "zip": ("Zipper", "Rits", "Reißverschluss", "Fermeture"),
            "patch": ("Hole or tear", "Gat of scheur", "Loch oder Riss", "Trou ou déchirure"),
            "sole": ("Sole", "Zool", "Sohle", "Semelle"),
            "proof": ("Make it waterproof again", "Opnieuw waterdicht maken", "Neu imprägnieren",
                      "Refaire l’imperméabilité"),
        }),
    _Question("seen", "photo", (
        "A photo of the place to mend", "Een foto van de plek die kapot is", "Ein Foto der Stelle",
        "Une photo de l’endroit à réparer"), most_photos=3),
    _Question("clean", "yes_no", (
        "Is it clean and dry?", "Is het schoon en droog?", "Ist es sauber und trocken?",
        "Est-il propre et sec ?"), required=True,
        hint=("Our workshop sends back what is wet.", "Ons atelier stuurt natte spullen terug.",
              "Unsere Werkstatt schickt Nasses zurück.", "Notre atelier renvoie ce qui est mouillé.")),
    _Question("limit", "number", (
        "Up to how many euros may it cost?", "Hoeveel euro mag het hoogstens kosten?",
        "Wie viel Euro darf es höchstens kosten?", "Combien d’euros peut-elle coûter au plus ?")),
    _Question("needed", "date", (
        "Do you need it back by a certain day?", "Heb je het op een bepaalde dag weer nodig?",
        "Brauchen Sie es bis zu einem bestimmten Tag zurück?", "En avez-vous besoin pour une date précise ?")),
)  # fmt: skip

# key, name, subject, questions
_SURVEYS: tuple[tuple[str, str, str, tuple[_Question, ...]], ...] = (
    ("experience", "Your experience", "return", _EXPERIENCE),
    ("claim", "Your claim", "return", _CLAIM),
    ("damage", "The damage", "line", _DAMAGE),
    ("workshop", "For the workshop", "line", _WORKSHOP),
)


def add_surveys(session: Session) -> None:
    """Add every survey with its questions."""
    session.add_all(
        Survey(id=uid("survey", key), key=key, name=name, subject=subject)
        for key, name, subject, _ in _SURVEYS
    )
    session.flush()
    for key, _, _, questions in _SURVEYS:
        session.add_all(_row(key, position, question) for position, question in enumerate(questions))
    session.flush()


def _row(survey: str, position: int, question: _Question) -> SurveyQuestion:
    return SurveyQuestion(
        id=uid("question", f"{survey}/{question.key}"),
        survey_id=uid("survey", survey),
        key=question.key,
        position=position,
        kind=question.kind,
        required=question.required,
        labels=in_languages(*question.label),
        hints=in_languages(*question.hint) if question.hint else {},
        choices=[{"code": code, "labels": in_languages(*words)} for code, words in question.choices.items()],
        shown_if=question.shown_if,
        most_photos=question.most_photos,
    )
