"""What readers ask of the demo, and the page that a person would want first.

Judged by reading the pages, before any search was tried. A line is a query and the expected page; ``|``
parts pages of which any is right.
"""

from __future__ import annotations

ENGLISH = {
    "home": "/en/",
    "about": "/en/about/",
    "mission": "/en/about/mission-of-the-office/",
    "relations": "/en/about/natos-relations-with-serbia/",
    "dialogue": "/en/about/natos-relations-with-serbia/political-dialogue-and-key-events/",
    "defence": "/en/about/natos-relations-with-serbia/defence-reform-and-peace-support/",
    "science": "/en/about/natos-relations-with-serbia/science-and-emergency-planning/",
    "chief": "/en/about/chief-of-the-office/",
    "accessibility": "/en/about/accessibility-statement/",
    "contact": "/en/contact/",
}
_ABOUT = "/sr/o-nato-vojnoj-kancelariji-za-vezu/"
_RELATIONS = f"{_ABOUT}odnosi-nato-a-i-srbije/"
SERBIAN = {
    "home": "/sr/",
    "about": _ABOUT,
    "mission": f"{_ABOUT}misija-kancelarije/",
    "relations": _RELATIONS,
    "dialogue": f"{_RELATIONS}politicki-dijalog-i-kljucni-dogadjaji/",
    "defence": f"{_RELATIONS}reforma-odbrane-i-mirovne-operacije/",
    "science": f"{_RELATIONS}nauka-i-civilno-planiranje/",
    "accessibility": f"{_ABOUT}izjava-o-pristupacnosti/",
    "contact": "/sr/kontakt/",
}

QUERIES = {
    # English: titles, words in other forms, whole questions.
    "en": """
        mission of the office: mission
        missions: mission
        the office's mission: mission
        chief: chief
        chiefs of office: chief
        biography: chief
        who leads the office: chief
        contact: contact
        contacts: contact
        press office: contact|mission
        journalists: contact
        journalist: contact
        newsroom: contact
        media queries: contact
        opening hours friday: contact|mission
        Bircaninova: contact|mission
        bircaninova 5: contact|mission
        ministry of defence: mission
        political dialogue: dialogue
        dialogues: dialogue
        key events: dialogue
        event: dialogue|defence|mission
        IPAP: dialogue|defence|science
        ipap 2015: dialogue
        individual partnership action plan: dialogue|science|defence
        action plans: dialogue|science|defence
        Kosovo: dialogue|defence
        KFOR: dialogue|defence
        Pristina: dialogue
        European Union: dialogue
        military neutrality: relations|dialogue
        neutral: relations|dialogue
        Partnership for Peace: dialogue|defence
        "Partnership for Peace": dialogue|defence
        defence reform: defence
        reforming defence: defence
        defence reform group: defence
        peace support: defence
        science: science
        sciences: science
        scientific: science
        emergency planning: science
        emergencies: science|relations
        civil emergency: science|dialogue
        NATO's relations: relations
        nato relations with serbia: relations
        liaison: home|about|mission
        public diplomacy: dialogue|mission
        Euro-Atlantic: dialogue
        placeholder: home
        demonstration: home|chief
        political dialogue -science: relations|mission
        accessibility: accessibility
        accessible: accessibility
        accessibility statement: accessibility
        WCAG: accessibility
        keyboard: accessibility
        report a problem: accessibility
    """,
    # English, misspelt or begun.
    "en misspelt": """
        partnershp: dialogue|defence|science|mission|about|relations
        dialoge: dialogue
        accesibility: accessibility
        accessability: accessibility
        dialouge: dialogue
        jurnalist: contact
        journalsit: contact
        neutralty: dialogue|relations
        emergancy: science
        sciense: science
        biografy: chief
        defense reform: defence
        politcal dialogue: dialogue
        emergen: science|relations
        partn: dialogue|defence|science|mission|about|relations
        diplom: dialogue|mission
    """,
    # Serbian in Cyrillic, inflected.
    "sr": """
        мисија: mission
        мисије: mission
        мисију канцеларије: mission
        мисијом: mission
        канцеларија: mission|about|contact|home|defence
        канцеларији: mission|about|contact|home|defence
        Београд: home|mission|dialogue|contact|about
        Београду: home|mission|dialogue|contact|about
        у Београду: home|mission|dialogue|contact|about
        контакт: contact
        контакту: contact
        новинари: contact
        новинарима: contact
        новинара: contact
        редакција: contact
        редакцију: contact
        Бирчанинова: contact|mission
        Бирчаниновој: contact|mission
        Министарство одбране: contact|mission
        дијалог: dialogue|relations
        дијалога: dialogue|relations
        политичког дијалога: dialogue
        кључни догађаји: dialogue
        догађаја: dialogue
        Косово: dialogue|defence
        Косову: dialogue|defence
        Кфор: dialogue|defence
        Приштина: dialogue
        Европске уније: dialogue
        неутралност: dialogue|defence|relations
        неутралности: dialogue|defence|relations
        војна неутралност: dialogue|relations|defence
        Партнерство за мир: dialogue|defence
        Партнерству за мир: dialogue|defence
        реформа: defence
        реформи: defence
        реформу одбране: defence
        мировне операције: defence
        мировних операција: defence
        наука: science
        науци: science|relations
        науке: science
        планирања: science
        цивилног планирања: science
        ванредне ситуације: science|dialogue
        односи: relations
        односима НАТО-а и Србије: relations
        НАТО војна канцеларија: about|home|contact
        амбасада: mission
        амбасаде: mission
        ИПАП: dialogue|science|defence
        „Партнерство за мир“: dialogue|defence
        приступачност: accessibility
        изјава о приступачности: accessibility
        приступачан сајт: accessibility
        тастатура: accessibility
        тастатуром: accessibility
    """,
    # Serbian in Latin letters, with and without diacritics, and as people type đ.
    "sr latin": """
        misija kancelarije: mission
        misiju: mission
        Beograda: home|mission|dialogue|contact|about
        beograd: home|mission|dialogue|contact|about
        Birčaninova: contact|mission
        Bircaninova: contact|mission
        bircaninovoj: contact|mission
        ključni događaji: dialogue
        kljucni dogadjaji: dialogue
        kljucnim dogadjajima: dialogue
        događajima: dialogue
        politički dijalog: dialogue
        politickom dijalogu: dialogue
        neutralnost: dialogue|defence|relations
        neutralnoscu: dialogue|defence|relations
        vojna neutralnost: dialogue|relations|defence
        Priština: dialogue
        pristina: dialogue
        pristine: dialogue
        reforma odbrane: defence
        reformi odbrane: defence
        mirovne operacije: defence
        mirovnim operacijama: defence
        nauka: science
        nauci: science|relations
        civilno planiranje: science
        novinari: contact
        novinare: contact
        javnošću: contact|dialogue
        javnoscu: contact|dialogue
        članstvo: dialogue
        clanstvo: dialogue
        clanstva: dialogue
        Evropska unija: dialogue
        kriza: dialogue|science
        pristupačnost: accessibility
        pristupacnost: accessibility
        izjava o pristupačnosti: accessibility
        tastatura: accessibility
    """,
    # Serbian, misspelt or begun.
    "sr misspelt": """
        дијлог: dialogue|relations
        канцеларја: mission|about|contact|home|defence
        неутралнст: dialogue|defence|relations
        новинри: contact
        мисјиа: mission
        партнерсво: dialogue|defence|about|science
        plniranje: science
        dogadjai: dialogue
        dogadaji: dialogue
        bircanniova: contact|mission
        pristna: dialogue
        реформ: defence
        неутр: dialogue|defence|relations
        новин: contact
        прекрет: defence
        приступачнст: accessibility
        pristupacnot: accessibility
        тастату: accessibility
    """,
}


def judged() -> list[tuple[str, str, str, set[str]]]:
    """Every query: its group, the locale that is searched, its words, and the right addresses."""
    found = []
    for group, lines in QUERIES.items():
        locale = group.split()[0]
        addresses = ENGLISH if locale == "en" else SERBIAN
        for line in filter(None, map(str.strip, lines.splitlines())):
            query, _, names = line.rpartition(": ")
            found.append((group, locale, query, {addresses[name] for name in names.split("|")}))
    return found
