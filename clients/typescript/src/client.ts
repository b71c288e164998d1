/** Asks the API of a site. */
import type { components, paths } from "./api.js";

type Schemas = components["schemas"];
/** A page whole: its `type` says which. */
export type Page = Schemas["Page"];
/** A page of one type. */
export type PageOf<Type extends Page["type"]> = Extract<Page, { type: Type }>;
/** An endpoint that answers with JSON. */
type Path = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: unknown } } } ? P : never;
}[keyof paths];
/** The parameters of an endpoint. */
export type Query<P extends Path> = NonNullable<paths[P]["get"]["parameters"]["query"]>;
/** What an endpoint answers. */
export type Answer<P extends Path> =
  paths[P]["get"]["responses"][200]["content"]["application/json"];

export interface Options {
  fetch?: typeof fetch;
  headers?: Record<string, string>;
}

/** Where what stood at a path is now; `id` is null on another site. */
export interface Redirected {
  type: "redirect";
  id: number | null;
  html_url: string;
  is_permanent: boolean;
}

/** An error as the API answers it (RFC 9457): build on `code`, not on the sentence. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly parameter: string | null,
  ) {
    super(sentence);
    this.name = "ProblemError";
  }
}

/** A site, by its URL. */
export class Liaison {
  readonly url: string;

  constructor(
    url: string,
    private readonly options: Options = {},
  ) {
    this.url = url.replace(/\/+$/, "");
  }

  /** The answer of any endpoint. `{id}` in a path is filled from the third argument. */
  async get<P extends Path>(path: P, query?: Query<P>, id?: number): Promise<Answer<P>> {
    const filled = id === undefined ? path : path.replace("{id}", String(id));
    return (await this.ask(`${this.url}${filled}`, query)) as Answer<P>;
  }

  /** What stands at a URL that the API gave. */
  async ask(url: string, query: Record<string, unknown> = {}): Promise<unknown> {
    const asked = new URL(url);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) asked.searchParams.set(name, String(value));
    }
    const send = this.options.fetch ?? fetch;
    const headers = { Accept: "application/json", ...this.options.headers };
    const response = await send(asked, { headers });
    const answer: unknown = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const problem = answer as Partial<Schemas["Problem"]>;
    throw new ProblemError(
      response.status,
      problem.code ?? "",
      problem.detail ?? `The site answered ${response.status}.`,
      problem.parameter ?? null,
    );
  }

  /** Name, pictures, variants and footer. */
  site(query?: Query<"/api/v2/site/">) {
    return this.get("/api/v2/site/", query);
  }

  /** The menus as a tree, and the footer. */
  navigation(query?: Query<"/api/v2/navigation/">) {
    return this.get("/api/v2/navigation/", query);
  }

  /** A page whole, in a variant where one is named. */
  async page(id: number, query: { locale?: string } = {}): Promise<Page> {
    return (await this.ask(`${this.url}/api/v2/pages/${id}/`, query)) as Page;
  }

  /** All pages that the parameters choose, each whole, along the cursor. */
  async *pages(
    query: Omit<Query<"/api/v2/pages/">, "cursor" | "fields" | "offset" | "order" | "search"> = {},
  ): AsyncGenerator<Page> {
    let cursor: string | null = "";
    while (cursor !== null) {
      const part: Answer<"/api/v2/pages/"> = await this.get("/api/v2/pages/", {
        limit: 100,
        ...query,
        fields: "*",
        cursor,
      });
      yield* part.items as Page[];
      cursor = part.meta.next_cursor ?? null;
    }
  }

  /** What stands at a path of the site: a page, a redirect, or null where nothing does any more. */
  async resolve(path: string): Promise<Page | Redirected | null> {
    try {
      const answer = await this.get("/api/v2/resolve/", { path });
      if ("page" in answer) return answer.page as Page;
      const { id, html_url, is_permanent } = answer;
      return { type: "redirect", id, html_url, is_permanent };
    } catch (error) {
      if (error instanceof ProblemError && [404, 410].includes(error.status)) return null;
      throw error;
    }
  }

  /** The pages that answer to words, the best first. */
  search(q: string, query: Omit<Query<"/api/v2/search/">, "q"> = {}) {
    return this.get("/api/v2/search/", { ...query, q });
  }

  /** What has happened to public pages behind a cursor. */
  changes(since = "", limit = 1000) {
    return this.get("/api/v2/changes/", { since, limit });
  }
}
