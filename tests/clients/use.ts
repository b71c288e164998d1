// Uses the client as an app does, and prints what it has seen.
import { ForgedError, follow, Liaison, type Page, ProblemError, verify } from "liaison-client";

declare const process: { argv: string[] }; // of Node.js, without its types
const [url = "", secret = "", id = "", timestamp = "", signature = "", body = ""] =
  process.argv.slice(2);
const client = new Liaison(url);

const pages: Record<string, Page> = {};
let cleared = 0;
const store = {
  put: (id: number, tag: string, page: Page) => void (pages[`${id} ${tag}`] = page),
  remove: (id: number) => {
    for (const key of Object.keys(pages)) if (key.startsWith(`${id} `)) delete pages[key];
  },
  clear: () => void (cleared += 1),
};
const cursor = await follow(client, store);
const again = await follow(client, store, cursor);
await follow(client, store, "broken");

const statements: (string | null)[] = [];
for await (const page of client.pages({ type: "relations.ArticlePage", locale: "sr-Latn" })) {
  if (page.type === "relations.ArticlePage") {
    statements.push(...page.key_points.map((point) => point.value.statement));
  }
}
const problem = await client.page(999999).catch((error: unknown) => error);
const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
const forged = async (text: string, now: number) =>
  verify(secret, headers, text, now).then(
    () => false,
    (error: unknown) => error instanceof ForgedError,
  );
const now = Number(timestamp);
console.log(
  JSON.stringify({
    pages,
    cleared,
    isAtTheEnd: cursor === again,
    statements,
    home: (await client.resolve("/sr-latn/"))?.type,
    nothing: await client.resolve("/en/nothing/"),
    problem: problem instanceof ProblemError ? [problem.status, problem.code] : null,
    message: (await verify(secret, headers, body, now)).type,
    forged: [await forged(`${body} `, now), await forged(body, now + 301)],
  }),
);
