// Makes elements of what the API gives. Rich text is the site's own HTML; everything else is text.

import { ask, pathOf } from "./api.js";
import { day, word } from "./forms.js";
import { SITE } from "../config.js";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const IS_PAGE = /^\/(en|sr|sr-latn)\//;

// Where a page of the site is read here. An anchor on it stays one.
export function here(address) {
  const { origin, pathname, hash } = new URL(address, SITE);
  const isPage = (origin === new URL(SITE).origin || address.startsWith("/")) && IS_PAGE.test(pathname);
  return isPage ? `#${pathname}${hash}` : address;
}

export const link = (address, text, attributes = {}) => element("a", { href: here(address), ...attributes }, text);

export function rich(html, name = "div") {
  const holder = element(name);
  holder.innerHTML = html ?? "";
  for (const anchor of holder.querySelectorAll("a[href]")) anchor.href = here(anchor.getAttribute("href"));
  return holder;
}

export function picture(image) {
  if (!image) return null;
  if (!navigator.onLine) return element("img", { src: image.src, alt: image.alt, width: image.width, height: image.height });
  const sizes = image.sizes || "(min-width: 48rem) 44rem, 100vw";
  const shown = element("img", {
    src: image.src, srcset: image.srcset || null, sizes, alt: image.alt,
    width: image.width, height: image.height, loading: "lazy", decoding: "async",
  });
  if (image.placeholder) shown.style.backgroundImage = `url(${image.placeholder})`;
  const sources = (image.sources ?? []).map(({ type, srcset }) => element("source", { type, srcset, sizes }));
  return element("picture", {}, sources, shown);
}

const figure = (image, caption) =>
  image && element("figure", {}, picture(image), caption ? element("figcaption", {}, caption) : null,
    image.credit ? element("p", { class: "credit" }, image.credit) : null);

export function pageList(pages, level = "h2") {
  return element("ul", { class: "list" }, pages.map((page) =>
    element("li", {}, element(level, {}, link(page.meta?.html_url ?? page.html_url, page.title)),
      page.lead ? element("p", {}, page.lead) : null)));
}

const HREF = { telephone: (value) => `tel:${value.replace(/[^+\d]/g, "")}`, email: (value) => `mailto:${value}` };

function office(value) {
  if (!value) return null;
  const lines = [value.unit, value.street, value.building, `${value.postal_code} ${value.city}`, value.country];
  const broken = (texts) => texts.filter((text) => text?.trim()).flatMap((text, index) =>
    index ? [element("br"), text] : [text]);
  return element("section", { class: "card" }, element("h2", {}, value.name),
    element("address", {}, broken(lines)),
    value.hours ? element("p", {}, broken(value.hours.split("\n"))) : null,
    value.channels.map(({ kind, label, value: number }) => element("p", {}, label ? `${label}: ` : null,
      HREF[kind] ? element("a", { href: HREF[kind](number) }, number) : number)));
}

function keyPoints(points, form) {
  if (!points?.length) return null;
  return element("section", {}, element("h2", {}, word("points", form)),
    element("ol", { class: "points", role: "list" }, points.map(({ id, value }) =>
      element("li", { id: `key-point-${id}` },
        value.date ? element("time", { datetime: value.date.value }, day(value.date.value, form)) : null,
        element("p", {}, value.statement),
        value.detail ? element("details", {}, element("summary", {}, word("more", form)), rich(value.detail)) : null))));
}

const BLOCKS = {
  heading: (value) => element(`h${value.level ?? 2}`, {}, value.text),
  paragraph: (value) => rich(value),
  image: (value) => figure(value.image, value.caption),
  quote: (value) => element("blockquote", {}, element("p", { lang: value.language }, value.text),
    element("footer", {}, value.source_url ? element("a", { href: value.source_url }, value.source) : value.source)),
  table: (value) => element("div", { class: "table", tabindex: "0", role: "region", "aria-label": value.caption },
    element("table", {}, element("caption", {}, value.caption),
      element("thead", {}, element("tr", {}, value.columns.map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, value.rows.map((row) =>
        element("tr", {}, row.map((cell) => rich(cell, "td"))))))),
  document: (value) => value.document && element("p", {},
    element("a", { href: value.document.url }, value.title || value.document.title),
    ` (${value.document.file_extension.toUpperCase()}, ${Math.ceil((value.document.size ?? 0) / 1000)} kB)`),
  callout: (value) => element("aside", { class: "callout" },
    value.title ? element("h3", {}, value.title) : null, rich(value.text)),
  video: (value, form) => element("figure", {},
    element("a", { href: value.url }, `${word("film", form)}: ${value.title}`),
    value.transcript ? element("details", {}, element("summary", {}, word("transcript", form)), rich(value.transcript)) : null),
  page_links: (value) => element("section", {}, value.title ? element("h2", {}, value.title) : null, pageList(value.pages, "h3")),
  office_card: (value) => office(value.office),
};

// A type that is not known here, from a plugin for example, is left out.
const block = (form) => ({ type, value }) => BLOCKS[type]?.(value, form) ?? null;

export async function pageElements(page, form, childrenOf) {
  const isSection = page.meta.type === "relations.SectionPage";
  const children = isSection ? await childrenOf(page) : [];
  const referred = (list) => (list ?? []).map((item) => item.page).filter(Boolean);
  return [
    element("h1", {}, page.title),
    page.translation?.state === "outdated" ? element("p", { class: "outdated" }, word("outdated", form)) : null,
    page.notice ? rich(page.notice) : null,
    page.lead ? element("p", { class: "lead" }, page.lead) : null,
    figure(page.lead_image),
    keyPoints(page.key_points, form),
    (page.body ?? []).map(block(form)),
    page.who_may_write ? rich(page.who_may_write) : null,
    page.contact_offices ? element("div", { class: "cards" }, page.contact_offices.map((item) => office(item.office))) : null,
    children.length ? pageList(children) : null,
    page.featured_pages?.length ? pageList(referred(page.featured_pages)) : null,
    page.related_pages?.length
      ? element("section", {}, element("h2", {}, word("related", form)), pageList(referred(page.related_pages), "h3"))
      : null,
    page.last_reviewed ? element("p", { class: "facts" }, `${word("reviewed", form)}: ${day(page.last_reviewed, form)}`) : null,
  ].flat().filter(Boolean);
}

export function menuList(entries, current) {
  return element("ul", {}, entries.map(({ title, html_url: address }) => {
    const isHere = current.startsWith(pathOf(address));
    return element("li", {}, link(address, title, { "aria-current": isHere ? "page" : null }));
  }));
}

export async function searchItems(query, form) {
  const { items } = await ask("/api/v2/search/", { q: query, locale: form.tag, limit: 20 });
  return items.map((item) => element("li", {}, element("h2", {}, link(item.html_url, item.title)),
    item.fragments.length ? item.fragments.slice(0, 2).map((html) => rich(html, "p")) : element("p", {}, item.summary)));
}
