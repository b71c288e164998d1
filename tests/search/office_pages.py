"""Pages of an office, and what readers ask of them. Written and judged page by page, before any was searched.

A paragraph is a page: its name and title; its lead; a sentence of its key points; its body. A line with ``?``
has queries for which that page is wanted among the first five, by kind. More of the same, of a town and a
country, stand in the folder ``pages``; a part of them is there to be told from what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SERBIAN = """
stipendije | Стипендије за студенте
Канцеларија сваке године додељује стипендије студентима завршних година студија.
Пријаве се примају до краја марта.
Уз пријаву се прилажу препис оцена и мотивационо писмо. Одлуку доноси трочлана комисија.
?sr стипендија; пријавити се за стипендију; студент; мотивациона писма; рок за пријаву
?latin stipendijama; studentima; prepisi ocena
?plain troclana komisija; motivaciono pismo

vezba-spasilaca | Заједничка вежба спасилаца
Спасиоци из шест земаља увежбавали су потрагу под рушевинама.
Вежба је одржана у Крушевцу у септембру 2024. године.
Учествовали су и пси трагачи, лекари и ватрогасци. Возила су стигла у току ноћи.
?sr спасилац; вежбе спасилаца; пас трагач; лекара; ватрогасац; септембар 2024
?latin u Kruševcu; vežbama; ruševina
?plain vezba spasioca; vatrogasaca

poplave | Помоћ после поплава
Земље чланице послале су пумпе и чамце када су реке поплавиле села.
Помоћ је стигла у року од два дана.
Координациони центар у Бриселу примио је захтев Србије и проследио га члановима.
?sr поплава; пумпа; чамац; помоћи поплављеним селима; захтева за помоћ
?latin poplavama; reka; u Briselu
?plain camaca; clanovi

razminiranje | Разминирање и уклањање муниције
Стручњаци су уклонили неексплодирану муницију са површине од двадесет хектара.
Поверенички фонд платио је опрему.
Обучено је четрнаест деминера. Земљиште је враћено сељацима.
?sr деминер; стручњак за муницију; фондови; хектар; опрема; сељак
?latin uklanjanje municije; stručnjaka; zemljišta
?plain poverenickog fonda; strucnjaci

zene-mir | Жене, мир и безбедност
Округли сто о положају жена у оружаним снагама окупио је официрке и научнице.
Учеснице су предложиле равноправнији пријем на војну академију.
Извештај са препорукама биће објављен у јануару.
?sr жена; положај жене; официрка; препорука; јануар; академије
?latin ravnopravnost; okruglog stola; izveštaja
?plain zenama; izvestaj

nauka-projekti | Научни пројекти
Програм „Наука за мир“ финансира истраживања младих научника.
До сада је одобрено дванаест пројеката у области сајбер безбедности.
Истраживачи са универзитета у Новом Саду развијају сензоре.
?sr пројекат; младом научнику; истраживач; сензор; истраживању; сајбер безбедношћу
?latin naučnici; univerziteti; Novi Sad
?plain istrazivaci; bezbednost

sajber | Одбрана од сајбер напада
Курс је намењен администраторима државних мрежа.
Полазници уче да препознају злонамерне поруке.
Предавачи долазе из Естоније. Пријављивање је бесплатно.
?sr сајбер напад; мрежа; злонамерна порука; полазник; предавач; курсеви; Естонија
?latin administratora; besplatne prijave; porukama
?plain zlonamerni; predavaca

biblioteka | Библиотека канцеларије
Библиотека је отворена за читаоце сваког радног дана.
Књиге се могу позајмити на месец дана.
Збирка има две хиљаде књига и часописа на енглеском и француском језику.
?sr читалац; књига; позајмљивање књига; часопис; француски; библиотеци
?latin čitaoca; knjizi; časopisima
?plain casopisi; citaoci

posete-skola | Посете школа
Ђаци и наставници могу да посете канцеларију једном месечно.
Посета траје сат и по и обухвата предавање и квиз.
Најавите долазак најмање две недеље раније преко обрасца.
?sr ђак; ученик у посети; наставник; квизом; посету најавити; образац
?latin đacima; nastavnike; poseta škole
?plain djak; skolama

praksa | Пракса у канцеларији
Млади дипломци могу да проведу шест месеци на пракси.
Пракса је плаћена.
Практиканти помажу у превођењу, организацији скупова и припреми извештаја.
?sr праксе; практикант; дипломац; плаћену праксу; превођењем; млад
?latin diplomcima; praksu; pripremu
?plain placena praksa; mladima

prevodioci | Преводиоци и тумачи
Тражимо преводиоца за српски и енглески језик.
Потребно је пет година искуства у симултаном превођењу.
Рад је повремен, а хонорар се исплаћује по дану.
?sr преводилац; тумач; преводиоцима; искуство; хонорари; радом
?latin prevodioca; simultani prevod; jezicima
?plain tumaca; prevodjenje

javna-nabavka | Јавна набавка канцеларијског намештаја
Позив за подношење понуда отворен је до петка.
Понуде се достављају у затвореној коверти.
Набављају се столови, столице и ормари.
?sr набавке; понуда; коверта; столица; ормар; сто; петак
?latin nameštaj; javne nabavke; ponuđač
?plain namestajem; javnu nabavku

saopstenje-komandant | Командант посетио Београд
Командант здружених снага разговарао је са начелником Генералштаба.
Састанак је одржан у понедељак.
Саговорници су се сложили да ће дијалог војних представника бити настављен.
?sr команданта; начелник генералштаба; састанци; понедељка; саговорник; разговор са начелником
?latin komandantu; sastanku; združene snage
?plain nacelnikom; zdruzenih

ambasador | Нови амбасадор
Амбасадор је предао акредитиве председнику Републике.
Мандат траје четири године.
До сада је радио у Анкари и Лисабону, а говори пет језика.
?sr амбасадору; акредитив; председник републике; мандата; у Лисабон; језик
?latin ambasadora; predsednika; Ankara
?plain akreditivima; cetiri godine

izlozba | Изложба фотографија
Изложба приказује свакодневицу војника у мировним мисијама.
Отварање је у четвртак у осам увече.
Фотографије је снимило десет уметника. Улаз је слободан.
?sr изложбе; фотографија; уметник; слободан улаз; војник; четвртка; изложбу отворити
?latin izložbi; vojnika; umetnici
?plain izlozba; cetvrtak

knjiga-secanja | Књига сећања
Ветерани говоре о годинама у мисијама на Кипру и у Либану.
Књигу је приредио пензионисани пуковник.
Издавач штампа хиљаду примерака. Сећања су прикупљана три године.
?sr ветеран; сећање; пуковник; издавачи; примерак; Либан
?latin veteranima; pukovnika; na Kipar
?plain secanjima; izdavaca

pristup | Прилаз зградама за особе са инвалидитетом
Зграда има рампу и лифт са говорним обавештењем.
Паркинг место налази се испред улаза.
Пси водичи су добродошли. Портир помаже при уласку.
?sr рампе; лифтови; особа са инвалидитетом; портира; пас водич; паркирање
?latin liftom; invalida; ulazu
?plain zgrade; vodica

obuka-lekara | Обука војних лекара
Лекари и медицинске сестре вежбају збрињавање рањеника.
Обуку воде хирурзи из Норвешке.
После обуке полазници добијају сертификат.
?sr лекар; обуци; медицинска сестра; рањеник; хирург; сертификати
?latin hirurga; ranjenicima; sertifikata
?plain zbrinjavanja; norveska

budzet | Буџет и трошкови
Канцеларија сваке године објављује своје приходе и расходе.
Највећи трошак је закуп простора.
Ревизор је прегледао рачуне и није имао примедби.
?sr трошак; прихода; расход; ревизору; рачун; закупа
?latin troškovima; rashodi; revizori
?plain budzeta; najveci

istorija-odnosa | Како су односи почели
Први споразум потписан је децембра 2006. године.
Србија је тада приступила програму Партнерство за мир.
Отада су делегације размениле више од сто посета.
?sr децембар; потписивање споразума; приступање; делегација; потписати споразум; сто посета
?latin sporazumi; pristupiti; decembru
?plain potpisanog; razmena poseta

zastita-prirode | Војска и заштита природе
Војници су засадили пет хиљада храстова на полигону.
Шума штити од буке и прашине.
Волонтери из оближњег села заливају младице.
?sr шуме; храст; дрво; волонтер; полигони; село; бука
?latin hrastovima; šumu; prašina
?plain zastite prirode; suma

radio | Емисија на радију
Портпаролка канцеларије гостовала је у јутарњој емисији.
Слушаоци су питали о ценама и роковима.
Снимак је доступан на страници емисије.
?sr слушалац; портпаролке; снимци; гост емисије; јутро; цена
?latin slušaocima; emisije; portparolka
?plain slusaoca; rokovi

sport | Трка пријатељства
Трка дуга десет километара води кроз Кошутњак.
Победници добијају пехаре.
Учесници треба да дођу пола сата пре почетка. Деца трче краћу стазу.
?sr тркач; победник; пехар; дете на стази; километар; почетак трке
?latin trci; decu; pobednicima
?plain ucesnik; kosutnjaku

racunari | Донација рачунара
Канцеларија је поклонила тридесет рачунара школама на југу.
Рачунаре су довезли војници.
Директорка школе захвалила је на поклону.
?sr рачунар; донације; поклон; директорки; школа; југ
?latin računarima; donaciju; darovati
?plain racunara; poklonila
"""

ENGLISH = """
scholarships | Scholarships for students
The office grants scholarships to students in their final year.
Applications close at the end of March.
Send a transcript and a letter of motivation. A board of three decides.
?en scholarship; apply for a scholarship; student; deadline for applications; motivation letter; transcripts

rescue-exercise | Joint exercise of rescuers
Rescuers from six countries practised searching under rubble.
The exercise was held in Krusevac in September 2024.
Dogs, doctors and firefighters took part. The vehicles arrived overnight.
?en rescuer; exercises; dog; firefighter; doctor; September 2024; search and rescue; rescue vehicle

floods | Help after the floods
Allied countries sent pumps and boats when rivers flooded villages.
Help arrived within two days.
The coordination centre in Brussels passed the request on.
?en flood; flooding; pump; boat; village; request for help; Brussels centre; coordinating center

demining | Demining and removal of ammunition
Experts cleared unexploded ammunition from twenty hectares.
A trust fund paid for the equipment.
Fourteen deminers were trained. Farmers got their land back.
?en deminer; mines; trust funds; expert; farmers' land; training of deminers; hectare; unexploded

library | The library
The library is open to readers on every working day.
Books may be borrowed for a month.
It holds two thousand books and journals in English and French.
?en libraries; book; borrow a book; borrowing; journal; reader; French

internship | Internships at the office
Young graduates can spend six months with us.
Internships are paid.
Interns help with translation, events and reports.
?en intern; internships; graduate; is the internship paid; translating; report

cyber | Defence against cyber attacks
The course is for administrators of government networks.
Participants learn to recognise malicious messages.
Lecturers come from Estonia. Registration is free.
?en cyber attack; course; administrator; network; malicious message; register; recognize; Estonian lecturers

exhibition | Photographs from peacekeeping
The exhibition shows the daily life of soldiers in peacekeeping missions.
It opens on Thursday at eight.
Ten artists took the photographs. Entry is free.
?en exhibitions; photo exhibition; photograph; soldier; peacekeepers; artist; free entry

access | Access for disabled visitors
The building has a ramp and a lift with spoken announcements.
A parking space is in front of the entrance.
Guide dogs are welcome. The porter helps at the door.
?en ramps; lift; wheelchair ramp; disabled visitor; parking; guide dog; porters; entrances

procurement | Tender for office furniture
The call for bids is open until Friday.
Bids are delivered in a sealed envelope.
Desks, chairs and cupboards are bought.
?en tenders; bid; furniture; desk; chair; cupboard; envelopes; bidding
"""
_KINDS = {"sr": "sr", "latin": "sr latin", "plain": "sr plain", "en": "en"}
_FOLDER = Path(__file__).parent / "pages"


@dataclass
class OfficePage:
    """An article and what is asked of it: kind, query, and the names of pages that are right as well."""

    locale: str
    slug: str
    title: str
    lead: str
    point: str
    body: str
    queries: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)


def _texts() -> Iterator[tuple[str, str, str]]:
    """Where pages are from, their locale, and their paragraphs."""
    yield "office", "en", ENGLISH
    yield "office", "sr", SERBIAN
    for path in sorted(_FOLDER.glob("*.txt")):
        yield "further", "en" if path.name.startswith("english") else "sr", path.read_text()


def _also_right() -> dict[str, tuple[str, ...]]:
    """Further pages that are about what a query asks for: judged after a first run had shown them above."""
    lines = (Path(__file__).parent / "also_right.txt").read_text().splitlines()
    pairs = (line.split(": ") for line in lines)
    return {query: tuple(slugs.split()) for query, slugs in pairs}


def office_pages() -> list[OfficePage]:
    """The pages, in the order in which they were written."""
    pages = []
    also = _also_right()
    for source, locale, text in _texts():
        for paragraph in text.strip().split("\n\n"):
            head, lead, point, body, *asked = paragraph.splitlines()
            slug, title = head.split(" | ")
            page = OfficePage(locale, slug, title, lead, point, body)
            for line in asked:
                kind, _, queries = line.removeprefix("?").partition(" ")
                page.queries += [
                    (f"{source} {_KINDS[kind]}", query, also.get(query, ()))
                    for query in map(str.strip, queries.split(";"))
                ]
            pages.append(page)
    return pages
