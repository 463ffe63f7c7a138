"""What made-up people say in the samples of the mails, by language; English where a language has no words yet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleWords:
    """Names of people and products, reasons, and what an agent writes."""

    customer: str
    agent: str
    address: str
    jacket: str
    backpack: str
    socks: str
    cup: str
    too_small: str
    damaged: str
    worn: str
    broken: str
    greeting: str
    refusal: str
    thanks: str
    called_off: str
    message: str


_ENGLISH = SampleWords(
    customer="Robin Sample",
    agent="Alex Example",
    address="12 Sample Street, Exampleton",
    jacket="Rain jacket",
    backpack="Hiking backpack",
    socks="Wool socks",
    cup="Camping mug",
    too_small="Too small",
    damaged="Arrived damaged",
    worn="Worn",
    broken="Broken on the way",
    greeting="Good to talk to you. With this link you finish the return.",
    refusal="The soles are worn from use on asphalt, which our warranty does not cover.\n\n"
    "Our workshop can resole them.",
    thanks="Thank you for waiting. The second backpack was not in the parcel.",
    called_off="As agreed on the phone: you keep it.",
    message="Thank you for the picture.\n\nCould you tell us when you first saw the tear?",
)
_DUTCH = SampleWords(
    customer="Robin Voorbeeld",
    agent="Alex Proef",
    address="Voorbeeldstraat 12, Proefdorp",
    jacket="Regenjas",
    backpack="Trekkingrugzak",
    socks="Wollen sokken",
    cup="Kampeermok",
    too_small="Te klein",
    damaged="Beschadigd aangekomen",
    worn="Gedragen",
    broken="Onderweg gebroken",
    greeting="Fijn je gesproken te hebben. Met deze link rond je de retour af.",
    refusal="De zolen zijn versleten door asfalt. Dat valt niet onder de garantie.\n\nOns atelier kan ze verzolen.",
    thanks="Dank je voor het wachten. De tweede rugzak zat niet in het pakket.",
    called_off="Zoals telefonisch afgesproken: je houdt het toch.",
    message="Dank je voor de foto.\n\nWanneer zag je de scheur voor het eerst?",
)
_GERMAN = SampleWords(
    customer="Robin Muster",
    agent="Alex Probe",
    address="Musterstraße 12, Probestadt",
    jacket="Regenjacke",
    backpack="Wanderrucksack",
    socks="Wollsocken",
    cup="Campingbecher",
    too_small="Zu klein",
    damaged="Beschädigt angekommen",
    worn="Getragen",
    broken="Unterwegs zerbrochen",
    greeting="Danke für das nette Gespräch. Mit diesem Link schließen Sie die Rücksendung ab.",
    refusal="Die Sohlen sind vom Asphalt abgenutzt. Das fällt nicht unter die Garantie.\n\n"
    "Unsere Werkstatt kann sie neu besohlen.",
    thanks="Danke für Ihre Geduld. Der zweite Rucksack war nicht im Paket.",
    called_off="Wie am Telefon besprochen: Sie behalten es doch.",
    message="Danke für das Foto.\n\nWann haben Sie den Riss zuerst gesehen?",
)
_FRENCH = SampleWords(
    customer="Robin Exemple",
    agent="Alex Modèle",
    address="12 rue de l’Exemple, Modèleville",
    jacket="Veste de pluie",
    backpack="Sac de randonnée",
    socks="Chaussettes en laine",
    cup="Tasse de camping",
    too_small="Trop petit",
    damaged="Arrivé endommagé",
    worn="Porté",
    broken="Cassé pendant le transport",
    greeting="Merci pour votre appel. Ce lien vous permet de terminer le retour.",
    refusal="Les semelles sont usées par l’asphalte, ce que la garantie ne couvre pas.\n\n"
    "Notre atelier peut les ressemeler.",
    thanks="Merci de votre patience. Le second sac n’était pas dans le colis.",
    called_off="Comme convenu au téléphone\N{NO-BREAK SPACE}: vous le gardez.",
    message="Merci pour la photo.\n\nQuand avez-vous vu la déchirure pour la première fois\N{NO-BREAK SPACE}?",
)
_WORDS = {"en": _ENGLISH, "nl": _DUTCH, "de": _GERMAN, "fr": _FRENCH}


def sample_words(language: str) -> SampleWords:
    """What the made-up people say in this language."""
    return _WORDS.get(language, _ENGLISH)
