// A copy of the site in the browser, kept equal to it by the changes feed. It is what is read from.

import { ask, pathOf, Problem } from "./api.js";
import { FORMS, formsOfLocale } from "./forms.js";
import { SITE } from "../config.js";

const PAGES = "/api/v2/pages/";
const CHANGES = "/api/v2/changes/";
const REMOVED = ["unpublished", "deleted"];

const promised = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function opened() {
  const request = indexedDB.open(`reader ${SITE}`, 1);
  request.onupgradeneeded = () => {
    const pages = request.result.createObjectStore("pages", { keyPath: "key" });
    pages.createIndex("path", "path");
    pages.createIndex("tag", "tag");
    request.result.createObjectStore("state"); // the cursor, and the menu of each form
  };
  return promised(request);
}

const database = opened();

async function store(name, mode = "readonly") {
  return (await database).transaction(name, mode).objectStore(name);
}

const key = (tag, id) => `${tag} ${id}`;
const record = (tag, page) => ({ key: key(tag, page.id), tag, path: pathOf(page.meta.html_url), page });

export async function pageAt(path) {
  return (await promised((await store("pages")).index("path").get(path)))?.page;
}

export async function allPages(tag) {
  const records = await promised((await store("pages")).index("tag").getAll(tag));
  return records.map((item) => item.page).sort((one, other) =>
    one.meta.tree_position < other.meta.tree_position ? -1 : 1,
  );
}

export async function menu(tag) {
  return promised((await store("state")).get(`menu ${tag}`));
}

export async function isComplete() {
  return (await promised((await store("state")).get("cursor"))) !== undefined;
}

// Writes pages, menus and the cursor in one transaction: the copy is never half of a change.
async function write({ saved = [], removed = [], cursor, isNew = false }) {
  const menus = await Promise.all(
    FORMS.map(async ({ tag }) => [tag, await ask("/api/v2/navigation/", { locale: tag, depth: 2 })]),
  );
  const transaction = (await database).transaction(["pages", "state"], "readwrite");
  const pages = transaction.objectStore("pages");
  if (isNew) pages.clear();
  for (const id of removed) for (const { tag } of FORMS) pages.delete(key(tag, id));
  for (const item of saved) pages.put(item);
  for (const [tag, answer] of menus) transaction.objectStore("state").put(answer, `menu ${tag}`);
  transaction.objectStore("state").put(cursor, "cursor");
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  if ("caches" in window) await keepPictures(saved);
}

// One copy of each picture, to show without a connection. The service worker finds it there.
async function keepPictures(records) {
  const text = JSON.stringify(records.map((item) => item.page));
  const sources = new Set([...text.matchAll(/"src":"([^"]+)"/g)].map((match) => match[1]));
  const cache = await caches.open("pictures-1");
  for (const source of sources) {
    const request = new Request(source, { mode: "no-cors" });
    if (await cache.match(request)) continue;
    try {
      await cache.put(request, await fetch(request));
    } catch {
      // A picture that cannot be had is no reason not to keep the pages.
    }
  }
}

async function everyPage(parameters, tagOf) {
  const found = [];
  let cursor = "";
  do {
    const answer = await ask(PAGES, { ...parameters, fields: "*", limit: 100, cursor });
    found.push(...answer.items.map((page) => record(tagOf(page), page)));
    cursor = answer.meta.next_cursor;
  } while (cursor);
  return found;
}

// The cursor is taken first: what changes while the pages are read is then told by the feed.
async function fill() {
  const { meta } = await ask(CHANGES, { since: "now" });
  const authored = await everyPage({}, (page) => (page.meta.locale === "en" ? "en" : "sr-Cyrl"));
  const latin = await everyPage({ locale: "sr-Latn" }, () => "sr-Latn");
  await write({ saved: [...authored, ...latin], cursor: meta.cursor, isNew: true });
}

async function inEveryForm(change) {
  const { id, locale } = change.object;
  const forms = formsOfLocale(locale);
  const pages = await Promise.all(forms.map(({ tag }) => ask(`${PAGES}${id}/`, { locale: tag })));
  return pages.map((page, index) => record(forms[index].tag, page));
}

// Brings the copy up to date. Returns the ids of the pages that changed; all of them are `null`.
export async function follow() {
  const since = await promised((await store("state")).get("cursor"));
  if (since === undefined) {
    await fill();
    return null;
  }
  const changed = new Set();
  for (let cursor = since, hasMore = true; hasMore; ) {
    let answer;
    try {
      answer = await ask(CHANGES, { since: cursor, limit: 100 });
    } catch (error) {
      if (!(error instanceof Problem && error.code === "invalid_cursor")) throw error;
      await fill(); // the site was restored from an older copy
      return null;
    }
    const last = new Map(answer.items.map((change) => [change.object.id, change]));
    const saved = [];
    const removed = [];
    for (const [id, change] of last) {
      changed.add(id);
      removed.push(id);
      if (REMOVED.includes(change.change)) continue;
      try {
        saved.push(...(await inEveryForm(change)));
      } catch (error) {
        if (!(error instanceof Problem && error.status === 404)) throw error; // a later line tells why
      }
    }
    cursor = answer.meta.cursor;
    hasMore = answer.meta.has_more;
    if (last.size || cursor !== since) await write({ saved, removed, cursor });
  }
  return changed;
}
