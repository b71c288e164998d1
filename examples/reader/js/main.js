// What is shown at which address, and when to ask what has changed.
//
// An address here is that of the site behind a hash: index.html#/sr-latn/kontakt/

import { EVERY, SITE } from "../config.js";
import { ask, pathOf, Problem } from "./api.js";
import { day, FORMS, formOfPath, word } from "./forms.js";
import * as mirror from "./mirror.js";
import { element, here, link, menuList, pageElements, pageList, searchItems } from "./show.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const main = document.getElementById("main");
let shown = { path: "", page: null, html: "" };

const say = (text) => { find("status").textContent = text; };

// #/en/about/?q=word#anchor → path, parameters, anchor
function route() {
  const [, place = "/en/", anchor = ""] = decodeURI(location.hash).split("#");
  const { pathname, searchParams } = new URL(place.startsWith("/") ? place : `/${place}`, SITE);
  return { path: pathname === "/" ? "/en/" : pathname, parameters: searchParams, anchor };
}

function showFrame(path, form, alternates, breadcrumb, title) {
  document.documentElement.lang = form.tag;
  document.title = title;
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = word(item.dataset.word, form);
  for (const [name, label] of [["languages", "language"], ["menu", "menu"], ["breadcrumb", "breadcrumb"]]) {
    find(name).setAttribute("aria-label", word(label, form));
  }
  find("languages").replaceChildren(element("ul", {}, FORMS.map(({ tag, code, name }) => {
    const other = alternates.find((alternate) => alternate.tag === tag);
    const address = other?.html_url ?? `/${code}/`;
    return element("li", {}, link(address, name, { lang: tag, "aria-current": tag === form.tag ? "true" : null }));
  })));
  find("breadcrumb").replaceChildren(breadcrumb.length
    ? element("ol", {}, breadcrumb.map((item) => element("li", {}, link(item.html_url, item.title))))
    : "");
  find("original").href = new URL(path, SITE);
  find("original").textContent = word("original", form);
}

async function showMenu(path, form) {
  const kept = await mirror.menu(form.tag);
  const answer = kept ?? (await ask("/api/v2/navigation/", { locale: form.tag, depth: 2 }).catch(() => null));
  if (!answer) return;
  find("home").href = here(answer.home?.html_url ?? `/${form.code}/`);
  find("home").textContent = answer.home?.title ?? "";
  find("menu").replaceChildren(menuList(answer.items, path));
}

async function childrenOf(page) {
  const form = formOfPath(pathOf(page.meta.html_url));
  if (await mirror.isComplete()) {
    return (await mirror.allPages(form.tag)).filter((other) => other.breadcrumb.at(-1)?.id === page.id);
  }
  const parameters = { child_of: page.id, order: "tree_position", fields: "*", locale: form.tag };
  return (await ask("/api/v2/pages/", parameters)).items;
}

// The page at a path, from what is kept or from the site. Throws what `ask` throws.
async function pageAt(path) {
  const kept = await mirror.pageAt(path);
  if (kept) return kept;
  const answer = await ask("/api/v2/resolve/", { path });
  if (answer.outcome === "page") return answer.page;
  location.replace(here(answer.html_url));
  return null;
}

async function showPage(path, anchor, { isNews = false } = {}) {
  const form = formOfPath(path);
  const page = await pageAt(path);
  if (!page) return; // led elsewhere
  const elements = await pageElements(page, form, childrenOf);
  const html = elements.map((item) => item.outerHTML).join("");
  if (isNews && html === shown.html) return;
  showFrame(path, form, page.alternates, page.breadcrumb, page.title);
  main.replaceChildren(...elements);
  if (isNews) say(word("fresh", form));
  shown = { path, page, html };
  const aim = anchor && document.getElementById(anchor);
  if (aim) {
    aim.classList.add("aimed");
    for (const details of aim.querySelectorAll("details")) details.open = true;
    aim.scrollIntoView();
  }
}

const folded = (text) =>
  text.toLowerCase().replaceAll("đ", "dj").normalize("NFD").replace(/\p{M}/gu, "");

async function searchKept(query, form) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const pages = await mirror.allPages(form.tag);
  return pages.filter((page) => {
    const points = (page.key_points ?? []).map((point) => point.value.statement);
    const text = folded([page.title, page.lead ?? "", ...points].join(" "));
    return words.every((one) => text.includes(one));
  });
}

async function showSearch(path, query) {
  const form = formOfPath(path);
  const alternates = FORMS.map(({ tag, code }) => ({ tag, html_url: `/${code}/search/?q=${encodeURIComponent(query)}` }));
  showFrame(path, form, [], [], `${word("search", form)}: ${query}`);
  find("languages").querySelectorAll("a").forEach((anchor, index) => { anchor.href = `#${alternates[index].html_url}`; });
  document.getElementById("query").value = query;
  const heading = element("h1", {}, `${word("search", form)}: ${query}`);
  let results;
  try {
    const items = await searchItems(query, form);
    results = items.length ? [element("ul", { class: "list" }, items)] : [element("p", {}, word("nothing", form))];
  } catch (error) {
    if (error instanceof Problem) throw error;
    const pages = await searchKept(query, form);
    results = [element("p", {}, word(pages.length ? "local" : "nothing", form)), pageList(pages)];
  }
  main.replaceChildren(heading, ...results);
  shown = { path, page: null, html: "" };
}

// index.html#/en/?preview=TOKEN shows a draft. It is kept nowhere.
async function showPreview(path, token) {
  const asked = formOfPath(path);
  const answer = await ask("/api/v2/preview/", { token });
  const form = answer.page.meta.locale === asked.locale ? asked : FORMS.find((item) => item.locale === answer.page.meta.locale);
  const page = form.tag === "sr-Latn" ? (await ask("/api/v2/preview/", { token, locale: form.tag })).page : answer.page;
  showFrame(pathOf(page.meta.html_url), form, page.alternates, page.breadcrumb, page.title);
  const until = new Date(answer.expires_at).toLocaleTimeString(form.tag, { timeStyle: "short" });
  main.replaceChildren(element("p", { class: "problem" }, `${word("draft", form)} ${until}.`),
    ...(await pageElements(page, form, childrenOf)));
  shown = { path, page: null, html: "" };
}

function showProblem(path, error) {
  const form = formOfPath(path);
  const words = { 404: "missing", 410: error.code === "preview_ended" ? "ended" : "gone" };
  const text = error instanceof Problem ? (words[error.status] ? word(words[error.status], form) : error.message) : word("away", form);
  showFrame(path, form, [], [], text);
  main.replaceChildren(element("h1", {}, text), element("p", {}, link(`/${form.code}/`, word("home", form))));
  shown = { path, page: null, html: "" };
}

async function show(options) {
  const { path, parameters, anchor } = route();
  const isSamePage = path === shown.path;
  try {
    if (parameters.has("preview")) await showPreview(path, parameters.get("preview"));
    else if (parameters.has("q")) await showSearch(path, parameters.get("q"));
    else await showPage(path, anchor, options);
  } catch (error) {
    showProblem(path, error);
  }
  await showMenu(path, formOfPath(path));
  if (!options?.isNews && !isSamePage && !anchor) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

let isFollowing = false;

// Asks what has changed, and shows the page anew when it may look different now.
async function keepCurrent() {
  if (isFollowing || document.hidden) return;
  isFollowing = true;
  const form = formOfPath(route().path);
  try {
    const changed = await mirror.follow();
    if (changed === null) say(word("kept", form));
    if ((changed === null || changed.size) && shown.page) await show({ isNews: true });
    document.documentElement.dataset.kept = "true";
  } catch (error) {
    if (error instanceof Problem) console.warn(error.message);
    else say(word("offline", form));
  } finally {
    isFollowing = false;
  }
}

addEventListener("hashchange", () => show());
addEventListener("online", keepCurrent);
addEventListener("visibilitychange", keepCurrent);
find("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = document.getElementById("query").value.trim();
  if (query) location.hash = `#/${formOfPath(route().path).code}/search/?q=${encodeURIComponent(query)}`;
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the hash of the address is that of the page
  main.focus();
});

if ("serviceWorker" in navigator) navigator.serviceWorker.register("service-worker.js");
await show();
await keepCurrent();
setInterval(keepCurrent, EVERY);
