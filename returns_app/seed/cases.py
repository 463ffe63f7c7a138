"""What comes back and why: the pieces that seeded returns are put together from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A product with a reason that a buyer of it could have. `spots` answer where the damage is."""

    sku: str
    reason: str
    outcome: str = "refund"
    spots: tuple[str, ...] = ()


FIT = (
    Case("NLO-JKT-0118-RUS", "too_small", "exchange"),
    Case("NLO-JKT-0119-PIN", "too_large", "exchange"),
    Case("NLO-DWN-0204-TEA", "too_small", "exchange"),
    Case("NLO-DWN-0203-BLK", "too_large"),
    Case("NLO-CRW-0331-CHA", "too_small", "exchange"),
    Case("NLO-PNT-0140-SND", "too_large"),
    Case("NLO-SHO-0042-BRN", "too_small", "exchange"),
    Case("NLO-SHO-0038-BRN", "too_small", "exchange"),
    Case("NLO-GLV-0008-BLK", "too_large"),
    Case("NLO-SCK-0012-GRY", "too_small"),
)
WISH = (
    *FIT,
    Case("NLO-TNT-0312-MOS", "changed_mind"),
    Case("NLO-TNT-0312-SND", "not_as_described"),
    Case("NLO-TNT-0520-MOS", "late"),
    Case("NLO-TNT-0290-FPR", "wrong_item", "exchange"),
    Case("NLO-BPK-0280-MOS", "changed_mind"),
    Case("NLO-BPK-0651-SLA", "arrived_damaged", "exchange"),
    Case("NLO-DUF-0060-BLK", "not_as_described"),
    Case("NLO-MAT-0005-PIN", "arrived_damaged", "exchange"),
    Case("NLO-PIL-0001-GRY", "changed_mind"),
    Case("NLO-HAM-0002-TEA", "late"),
    Case("NLO-MUG-0003-STL", "wrong_item", "exchange"),
    Case("NLO-BTL-0075-TEA", "arrived_damaged", "exchange"),
    Case("NLO-CAP-0003-MOS", "not_as_described"),
    Case("NLO-BNE-0005-RUS", "changed_mind"),
    Case("NLO-SUN-0004-SMK", "changed_mind"),
    Case("NLO-CMP-0001-CLR", "wrong_item", "exchange"),
    Case("NLO-POT-0014-ALU", "arrived_damaged", "exchange"),
)
BROKEN = (
    Case("NLO-SLB-0007-RZ", "zipper", "repair", ("buckle",)),
    Case("NLO-SLB-0007-LZ", "zipper", "exchange", ("buckle",)),
    Case("NLO-JKT-0118-RUS", "zipper", "repair", ("buckle",)),
    Case("NLO-DRY-0020-ORG", "seam_leaks", "exchange", ("seam",)),
    Case("NLO-DRY-0035-BLU", "seam_leaks", "exchange", ("seam", "fabric")),
    Case("NLO-TNT-0312-MOS", "seam_leaks", "repair", ("seam",)),
    Case("NLO-BPK-0651-SLA", "strap_or_buckle", "repair", ("strap", "buckle")),
    Case("NLO-BPK-0280-MOS", "strap_or_buckle", "exchange", ("strap",)),
    Case("NLO-GTR-0002-BLK", "strap_or_buckle", "exchange", ("buckle",)),
    Case("NLO-TNT-0520-MOS", "fabric_torn", "repair", ("fabric",)),
    Case("NLO-DWN-0204-TEA", "fabric_torn", "repair", ("fabric", "seam")),
    Case("NLO-LMP-0400-BLK", "does_not_work", "exchange", ("other",)),
    Case("NLO-STV-0001-GAS", "does_not_work", "exchange", ("other",)),
    Case("NLO-POL-0120-PAR", "does_not_work", "repair", ("other",)),
)
STOVE = (Case("NLO-STV-0001-GAS", "does_not_work", "exchange"),)
RENTED = (
    Case("NLO-TNT-0520-MOS", "changed_mind"),
    Case("NLO-BPK-0651-SLA", "changed_mind"),
    Case("NLO-SLB-0007-RZ", "changed_mind"),
    Case("NLO-ROP-0960-RED", "changed_mind"),
)

CASES: dict[str, tuple[Case, ...]] = {
    "standard": WISH,
    "size": FIT,
    "warranty": BROKEN,
    "repair": tuple(case for case in BROKEN if case.outcome == "repair"),
    "recall": STOVE,
    "store_exchange": WISH,
    "rental": RENTED,
    "summer": WISH,
    "withdrawal": WISH,
}

# Reason by language: what a customer wrote.
TOLD: dict[str, dict[str, str]] = {
    "zipper": {
        "en": "The zipper opens by itself from the foot end when I turn over. It started on the third night.",
        "nl": "De rits gaat vanzelf open bij het voeteneind als ik me omdraai. Sinds de derde nacht.",
        "de": "Der Reißverschluss geht am Fußende von selbst auf, wenn ich mich umdrehe. Seit der dritten Nacht.",
        "fr": "La fermeture s’ouvre toute seule côté pieds quand je me retourne. Depuis la troisième nuit.",
    },
    "seam_leaks": {
        "en": "Water comes in at the bottom seam. My clothes were wet after an hour on the lake.",
        "nl": "Er komt water binnen bij de onderste naad. Na een uur op het meer waren mijn kleren nat.",
        "de": "An der unteren Naht dringt Wasser ein. Nach einer Stunde auf dem See waren meine Sachen nass.",
        "fr": "L’eau entre par la couture du bas. Après une heure sur le lac, mes vêtements étaient mouillés.",
    },
    "strap_or_buckle": {
        "en": "The left strap tore at the seam on day three, with about 14 kg in the pack.",
        "nl": "De linkerband scheurde op dag drie bij de naad, met zo’n 14 kilo in de rugzak.",
        "de": "Der linke Gurt riss am dritten Tag an der Naht, mit etwa 14 kg im Rucksack.",
        "fr": "La bretelle gauche s’est déchirée à la couture le troisième jour, avec environ 14 kg dans le sac.",
    },
    "fabric_torn": {
        "en": "A gust pressed the fabric against the pole and it tore about 10 cm.",
        "nl": "Een windvlaag drukte het doek tegen de stok en het scheurde zo’n 10 cm.",
        "de": "Eine Böe drückte den Stoff gegen die Stange, und er riss etwa 10 cm ein.",
        "fr": "Une rafale a poussé le tissu contre l’arceau et il s’est déchiré sur 10 cm environ.",
    },
    "does_not_work": {
        "en": "It worked twice and then no more. I followed the manual and tried a second time at home.",
        "nl": "Het deed het twee keer en daarna niet meer. Thuis nog eens geprobeerd volgens de handleiding.",
        "de": "Es ging zweimal und dann nicht mehr. Zu Hause habe ich es nach Anleitung noch einmal versucht.",
        "fr": "Il a fonctionné deux fois, puis plus du tout. J’ai réessayé à la maison en suivant la notice.",
    },
}
# What an agent writes to a customer whose return is refused, or loses some pieces.
REFUSED = {
    "en": "The soles are worn from use on asphalt, which our warranty does not cover. Our workshop can resole them.",
    "nl": "De slijtage komt door gewoon gebruik en valt niet onder de garantie. Ons atelier kan het wel repareren.",
    "de": "Der Verschleiß kommt vom normalen Gebrauch und fällt nicht unter die Garantie. Unsere Werkstatt hilft gern.",
    "fr": "L’usure vient d’un usage normal et n’est pas couverte par la garantie. Notre atelier peut le réparer.",
}
CUT = {
    "en": "Cut or torn by use",
    "nl": "Gesneden of gescheurd door gebruik",
    "de": "Durch Gebrauch eingeschnitten oder gerissen",
    "fr": "Coupé ou déchiré à l’usage",
}
GREETING = {
    "en": "Good to talk to you. With this link you finish the return.",
    "nl": "Fijn je gesproken te hebben. Met deze link rond je de retour af.",
    "de": "Danke für das nette Gespräch. Mit diesem Link schließen Sie die Rücksendung ab.",
    "fr": "Merci pour votre appel. Ce lien vous permet de terminer le retour.",
}
BETTER = {
    "en": "A clearer size chart would have helped.",
    "nl": "Een duidelijkere maattabel had geholpen.",
    "de": "Eine klarere Größentabelle hätte geholfen.",
    "fr": "Un guide des tailles plus clair aurait aidé.",
}
SHOP = {
    "en": "Bergsport, Leeds",
    "nl": "Bergwinkel, Arnhem",
    "de": "Gipfelladen, Ulm",
    "fr": "Le Refuge, Annecy",
}
CALLED_OFF = {
    "en": "As agreed on the phone: you decided to keep it.",
    "nl": "Zoals telefonisch afgesproken: je houdt het toch.",
    "de": "Wie am Telefon besprochen: Sie behalten es doch.",
    "fr": "Comme convenu au téléphone\N{NO-BREAK SPACE}: vous le gardez finalement.",
}
# What the warehouse writes about a line, and what it finds that nobody announced.
TORN = ("Torn at the seam, about 3 cm", "Scratched on one side", "Wet, box was soaked", "Buckle is missing")
NOT_OURS = (
    ("Charging cable, USB-C", "Not from our range"),
    ("Merino socks, grey", "Worn"),
    ("Tent pegs, set of 6", ""),
)
