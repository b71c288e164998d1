// The three forms in which the site is read, and the reader's own words in each of them.

export const FORMS = [
  { tag: "en", locale: "en", code: "en", name: "English" },
  { tag: "sr-Latn", locale: "sr", code: "sr-latn", name: "Srpski" },
  { tag: "sr-Cyrl", locale: "sr", code: "sr", name: "Српски" },
];

export const formOfPath = (path) => FORMS.find((form) => path.startsWith(`/${form.code}/`)) ?? FORMS[0];
export const formsOfLocale = (locale) => FORMS.filter((form) => form.locale === locale);

const WORDS = {
  skip: ["To the content", "На садржај"],
  search: ["Search", "Претрага"],
  language: ["Language", "Језик"],
  menu: ["Menu", "Мени"],
  breadcrumb: ["Where you are", "Где сте"],
  points: ["Key points", "Кључне тачке"],
  more: ["More", "Опширније"],
  related: ["Related pages", "Сродне странице"],
  outdated: ["This translation is older than its original.", "Овај превод је старији од изворника."],
  reviewed: ["Last reviewed", "Последња провера"],
  transcript: ["Transcript", "Транскрипт"],
  film: ["Watch the film", "Погледајте филм"],
  original: ["This page on the site", "Ова страница на сајту"],
  found: ["Found", "Пронађено"],
  nothing: ["Nothing was found.", "Ништа није пронађено."],
  local: ["Without a connection: found in what is kept here.", "Без везе: пронађено у ономе што је овде сачувано."],
  missing: ["There is no such page.", "Таква страница не постоји."],
  gone: ["This page is not published any more.", "Ова страница више није објављена."],
  home: ["To the home page", "На почетну страницу"],
  away: ["The page is not kept here, and the site cannot be reached.", "Страница није овде сачувана, а сајт није доступан."],
  kept: ["All pages are kept here and can be read without a connection.", "Све странице су овде сачуване и могу се читати без везе."],
  fresh: ["The page has just been brought up to date.", "Страница је управо освежена."],
  offline: ["Without a connection: you read what is kept here.", "Без везе: читате оно што је овде сачувано."],
  draft: ["This is a draft. The link to it ends at", "Ово је нацрт. Веза до њега престаје да важи у"],
  ended: ["This preview has ended. Ask for a new link.", "Овај преглед је истекао. Затражите нову везу."],
};

const LATIN = Object.fromEntries(
  [..."абвгдђежзијклмнопрстћуфхцчш"].map((letter, index) => [letter, [..."abvgdđežzijklmnoprstćufhcčš"][index]]),
);
Object.assign(LATIN, { љ: "lj", њ: "nj", џ: "dž" });

// Enough for the words above. What the site publishes comes from it in Latin already.
function toLatin(text) {
  return text.replace(/[а-яђљњћџј]/giu, (letter) => {
    const small = letter.toLowerCase();
    const latin = LATIN[small] ?? small;
    return letter === small ? latin : latin[0].toUpperCase() + latin.slice(1);
  });
}

export function word(name, form) {
  const [english, serbian] = WORDS[name];
  if (form.locale === "en") return english;
  return form.tag === "sr-Latn" ? toLatin(serbian) : serbian;
}

// After a day the month stands in the genitive, which browsers do not know.
const MONTHS = "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра".split(" ");

// A date as exactly as it is known: 2006, 2006-02 or 2006-02-14.
export function day(value, form) {
  const [year, month, dayOfMonth] = value.split("-").map(Number);
  if (dayOfMonth && form.locale === "sr") {
    const name = MONTHS[month - 1];
    return `${dayOfMonth}. ${form.tag === "sr-Latn" ? toLatin(name) : name} ${year}.`;
  }
  const shown = { year: "numeric", timeZone: "UTC" };
  if (month) shown.month = "long";
  if (dayOfMonth) shown.day = "numeric";
  const language = form.tag === "en" ? "en-GB" : form.tag;
  return new Intl.DateTimeFormat(language, shown).format(new Date(Date.UTC(year, (month || 1) - 1, dayOfMonth || 1)));
}
