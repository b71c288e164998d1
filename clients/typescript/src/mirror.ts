/** A copy of the site that follows its changes feed. */
import { type Liaison, type Page, ProblemError } from "./client.js";

/** Where an app keeps its copy. One page has an entry in each variant in which it is read. */
export interface Store {
  put(id: number, tag: string, page: Page): void | Promise<void>;
  /** Drop a page in all variants, if it is there. */
  remove(id: number): void | Promise<void>;
  /** Drop everything: the site was restored from an older copy. */
  clear(): void | Promise<void>;
}

/**
 * Bring a copy up to date with all that has happened behind a cursor; gives the next one, to be kept with
 * what was applied. Without a cursor the copy begins anew.
 */
export async function follow(client: Liaison, store: Store, cursor = ""): Promise<string> {
  for (;;) {
    const answer = await client.changes(cursor).catch((error: unknown) => {
      if (cursor && error instanceof ProblemError && error.code === "invalid_cursor") return null;
      throw error;
    });
    if (answer === null) {
      await store.clear();
      cursor = "";
      continue;
    }
    const last = new Map(answer.items.map((line) => [line.object.id, line]));
    for (const [id, line] of last) {
      await store.remove(id);
      if (line.change !== "unpublished" && line.change !== "deleted") await keep(client, store, id);
    }
    cursor = answer.meta.cursor;
    if (!answer.meta.has_more) return cursor;
  }
}

async function keep(client: Liaison, store: Store, id: number): Promise<void> {
  const page = await found(client, `${client.url}/api/v2/pages/${id}/`);
  for (const alternate of page?.alternates ?? []) {
    const variant = alternate.id === id ? await found(client, alternate.detail_url) : null;
    if (variant) await store.put(id, alternate.tag, variant);
  }
}

/** A page, or null where it is gone: a later line tells why. */
async function found(client: Liaison, url: string): Promise<Page | null> {
  try {
    return (await client.ask(url)) as Page;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null;
    throw error;
  }
}
