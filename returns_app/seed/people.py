"""Names, towns and streets that customers are put together from. The pairs of code and town are real, nobody is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """What customers of one country are made of. `towns` are (postal code, town, region, language)."""

    code: str
    count: int
    mail: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[tuple[str, str, str, str], ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


def _towns(language: str, text: str) -> tuple[tuple[str, str, str, str], ...]:
    """Towns of one language from `code town` pairs, divided by `|`; underscores stand for spaces."""
    pairs = (_words(pair) for pair in text.split("|"))
    return tuple((code, town, region[0] if region else "", language) for code, town, *region in pairs)


COUNTRIES: tuple[Country, ...] = (
    Country(
        "NL", 58, "postvak.example",
        _words("Bram Lotte Thijs Fenna Ruben Noor Sjoerd Marloes Jelle Iris Hidde Wieke Koen Tessa Mees Roos Gijs "
               "Fatima Youssef Renske"),
        _words("Hoekstra Bakker Kuipers Dijkstra Smits van_der_Meulen Wagenaar de_Graaf Postma Zijlstra van_Loon "
               "El_Idrissi ter_Horst Veldkamp Schipper Kramer"),
        _words("Havenstraat Molenweg Kerkstraat Lindelaan Oude_Gracht Zuiderpark Beukenlaan Rozenstraat Dorpsstraat "
               "Burgemeester_Reigerstraat"),
        _towns("nl", "3581_KW Utrecht|1017_LA Amsterdam|9712_HP Groningen|5611_CD Eindhoven|6811_DG Arnhem|"
               "2511_CV Den_Haag|3011_AA Rotterdam|8011_PK Zwolle|6211_CM Maastricht|7511_JE Enschede|"
               "4811_CA Breda|2312_GD Leiden|8911_BZ Leeuwarden|2011_RD Haarlem"),
    ),
    Country(
        "DE", 48, "mailhaus.example",
        _words("Hannah Karl-Heinz Anneliese Lukas Imke Björn Friederike Jürgen Leonie Matthias Svenja Cem Aylin "
               "Thorsten Uwe Mareike Jonathan Käthe"),
        _words("Schröder Obermüller Vogt Hartl Petersen Weißmann Kühnel Lindner Brandstetter Aydoğan Großkopf Behrens "
               "Jansen-Röttger Hoffmeister Löwe Ziegenbalg"),
        _words("Hauptstraße Gartenweg Bahnhofstraße Lindenallee Am_Mühlbach Schillerstraße Rosenweg Birkenweg "
               "Kirchgasse Ahornstraße"),
        _towns("de", "10115 Berlin|20095 Hamburg|80331 München|50667 Köln|60311 Frankfurt_am_Main|70173 Stuttgart|"
               "04109 Leipzig|01067 Dresden|28195 Bremen|30159 Hannover|86150 Augsburg|79098 Freiburg_im_Breisgau|"
               "90402 Nürnberg|24103 Kiel"),
    ),
    Country(
        "FR", 27, "courrier.example",
        _words("Élodie Camille Julien Océane Théo Margaux Gaël Inès Rémi Anaïs Loïc Maëlle François-Xavier Noémie"),
        _words("Garnier Lefèvre Moreau Bérenger Delacourt Le_Goff Castagnède Rousselot d’Aubigny Benali Pélissier "
               "Marchandeau"),
        _words("rue_des_Tilleuls avenue_Jean-Jaurès rue_du_Moulin place_de_l’Église chemin_des_Vignes rue_Pasteur "
               "boulevard_Voltaire quai_des_Brumes"),
        _towns("fr", "75011 Paris|69002 Lyon|13001 Marseille|31000 Toulouse|44000 Nantes|33000 Bordeaux|"
               "67000 Strasbourg|35000 Rennes|38000 Grenoble|74000 Annecy"),
    ),
    Country(
        "BE", 22, "brievenbus.example",
        _words("Wout Lien Pieter-Jan Goedele Arne Maud Sébastien Amélie Hanne Jef Lore Bastien"),
        _words("Vanhoutte De_Smedt Peeters-Claes Dumoulin Verstraete Lambrechts Wauters Delvigne Mertens "
               "Van_den_Bulcke"),
        _words("Stationsstraat Kapelstraat Nieuwstraat Veldstraat Populierenlaan Tuinwijk"),
        (*_towns("nl", "2000 Antwerpen|9000 Gent|8000 Brugge|3000 Leuven|3500 Hasselt"),
         *_towns("fr", "1000 Bruxelles|4000 Liège|5000 Namur")),
    ),
    Country(
        "GB", 20, "postbox.example",
        _words("Oliver Amelia Priya Florence Callum Imogen Rhys Saoirse Tariq Beatrice Hamish Gwen"),
        _words("Hartley Thornbury Raman Whitcombe MacAllister Pemberton Llewellyn Okonkwo Ashdown Fairweather"),
        _words("Station_Road Church_Lane Mill_Street Orchard_Close Victoria_Terrace Harbour_View"),
        _towns("en", "M2_5BQ Manchester|EH1_1YZ Edinburgh|BS1_4DJ Bristol|LS1_4DY Leeds|CF10_1EP Cardiff|"
               "NE1_4ST Newcastle_upon_Tyne|SE1_9SG London|YO1_7HH York"),
    ),
    Country(
        "AT", 10, "brieffach.example",
        _words("Valentina Johannes Magdalena Alois Theresa Florian"),
        _words("Gruber-Leitner Hinterholzer Pichlbauer Steinwendtner Öttl"),
        _words("Bergstraße Dorfplatz Sonnenweg Almgasse"),
        _towns("de", "1010 Wien|5020 Salzburg|6020 Innsbruck|8010 Graz|4020 Linz"),
    ),
    Country(
        "SE", 7, "brevlada.example",
        _words("Åsa Göran Linnéa Oskar Ebba"),
        _words("Sjöqvist Hägglund Öberg Lindroth"),
        _words("Storgatan Björkvägen Kyrkogatan"),
        _towns("en", "111_22 Stockholm|411_03 Göteborg|211_22 Malmö|753_10 Uppsala"),
    ),
    Country(
        "US", 7, "mailbox.example",
        _words("Delphine Marcus Wren Tobias June"),
        _words("Abernathy Castellanos Nakagawa-Reed Whitlock"),
        _words("Juniper_Street Ridge_Road Alder_Avenue"),
        _towns("en", "97205 Portland OR|80302 Boulder CO|05401 Burlington VT|98101 Seattle WA"),
    ),
)  # fmt: skip
