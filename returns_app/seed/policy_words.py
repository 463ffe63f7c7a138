"""What the return types are called and how they are described to customers, in four languages."""

# key: labels, descriptions; each in English, Dutch, German, French
POLICY_WORDS: dict[str, tuple[tuple[str, str, str, str], tuple[str, str, str, str]]] = {
    "standard": (
        ("Standard return", "Gewone retour", "Normale Rücksendung", "Retour standard"),
        (
            "Within 30 days, unused and with its tags. The label is taken off your refund.",
            "Binnen 30 dagen, ongebruikt en met label. De verzendkosten gaan van je terugbetaling af.",
            "Innerhalb von 30 Tagen, unbenutzt und mit Etikett. Das Porto wird von Ihrer Erstattung abgezogen.",
            "Sous 30 jours, non utilisé et étiqueté. L’étiquette est déduite de votre remboursement.",
        ),
    ),
    "size": (
        ("Size exchange", "Maat ruilen", "Größe tauschen", "Échange de taille"),
        (
            "Swap for another size, free of charge, within 60 days.",
            "Ruil gratis voor een andere maat, binnen 60 dagen.",
            "Kostenlos in eine andere Größe tauschen, innerhalb von 60 Tagen.",
            "Échangez gratuitement contre une autre taille, sous 60 jours.",
        ),
    ),
    "warranty": (
        ("Warranty claim", "Garantie", "Garantiefall", "Demande de garantie"),
        (
            "Something broke within two years? We look at it and pay for the label.",
            "Iets kapot binnen twee jaar? Wij bekijken het en betalen het label.",
            "Innerhalb von zwei Jahren kaputtgegangen? Wir prüfen es und zahlen das Etikett.",
            "Un défaut en moins de deux ans ? Nous l’examinons et payons l’étiquette.",
        ),
    ),
    "repair": (
        ("Repair service", "Reparatie", "Reparatur", "Réparation"),
        (
            "Our workshop mends it, however old it is. We collect it at your door.",
            "Ons atelier maakt het, hoe oud het ook is. We halen het bij je op.",
            "Unsere Werkstatt repariert es, egal wie alt es ist. Wir holen es bei Ihnen ab.",
            "Notre atelier le répare, quel que soit son âge. Nous venons le chercher chez vous.",
        ),
    ),
    "recall": (
        (
            "Recall: Tinde stove",
            "Terugroepactie: Tinde-brander",
            "Rückruf: Tinde-Kocher",
            "Rappel : réchaud Tinde",
        ),
        (
            "Stop using the stove and send it back. You get a new one and pay nothing.",
            "Gebruik de brander niet meer en stuur hem terug. Je krijgt een nieuwe en betaalt niets.",
            "Benutzen Sie den Kocher nicht mehr und senden Sie ihn zurück. Sie bekommen kostenlos einen neuen.",
            "N’utilisez plus le réchaud et renvoyez-le. Vous en recevez un neuf, sans frais.",
        ),
    ),
    "webshop": (
        ("Webshop return", "Retour webshop", "Onlineshop-Rücksendung", "Retour boutique en ligne"),
        (
            "Start from your order in our webshop.",
            "Begin vanuit je bestelling in onze webshop.",
            "Beginnen Sie bei Ihrer Bestellung in unserem Onlineshop.",
            "Commencez depuis votre commande dans notre boutique en ligne.",
        ),
    ),
    "marketplace": (
        ("Marketplace return", "Retour marktplaats", "Marktplatz-Rücksendung", "Retour place de marché"),
        (
            "For orders that were placed with one of our partners.",
            "Voor bestellingen bij een van onze partners.",
            "Für Bestellungen bei einem unserer Partner.",
            "Pour les commandes passées chez un de nos partenaires.",
        ),
    ),
    "store_exchange": (
        ("In-store exchange", "Ruilen in de winkel", "Umtausch im Laden", "Échange en magasin"),
        (
            "Bring it to one of our stores and take something else home.",
            "Breng het naar een van onze winkels en neem iets anders mee.",
            "Bringen Sie es in einen unserer Läden und nehmen Sie etwas anderes mit.",
            "Rapportez-le dans un de nos magasins et repartez avec autre chose.",
        ),
    ),
    "rental": (
        ("Rental gear", "Huurmateriaal", "Leihausrüstung", "Matériel de location"),
        (
            "Send rented gear back at the end of your trip.",
            "Stuur gehuurd materiaal terug na je reis.",
            "Senden Sie geliehene Ausrüstung nach Ihrer Reise zurück.",
            "Renvoyez le matériel loué à la fin de votre voyage.",
        ),
    ),
    "withdrawal": (
        ("Withdrawal", "Herroeping", "Widerruf", "Rétractation"),
        (
            "Your legal right for 14 days after delivery. No reason needed, and we acknowledge it at once.",
            "Je wettelijk recht tot 14 dagen na levering. Een reden is niet nodig, en we bevestigen het meteen.",
            "Ihr gesetzliches Recht, 14 Tage ab Lieferung. Ohne Grund, und wir bestätigen es sofort.",
            "Votre droit légal pendant 14 jours après la livraison. Sans motif, avec accusé de réception immédiat.",
        ),
    ),
    "summer": (
        ("Summer sale 2026", "Zomeruitverkoop 2026", "Sommerschlussverkauf 2026", "Soldes d’été 2026"),
        (
            "For everything bought in the summer sale of 2026.",
            "Voor alles uit de zomeruitverkoop van 2026.",
            "Für alles aus dem Sommerschlussverkauf 2026.",
            "Pour tout achat pendant les soldes d’été 2026.",
        ),
    ),
}
