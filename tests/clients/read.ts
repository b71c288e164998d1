// Reads one page with types made from the API's own description, and prints what an app would show.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

declare const process: { argv: string[] }; // of Node.js, without its types
const [origin, path] = process.argv.slice(2);
if (!origin || !path) throw new Error("Give the site's address and the path of a page.");
const client = createClient<paths>({ baseUrl: origin });

const resolved = await client.GET("/api/v2/resolve/", { params: { query: { path } } });
if (!resolved.data || !("page" in resolved.data)) {
  throw new Error(`No page stands at ${path}: ${JSON.stringify(resolved.error)}`);
}
const page = resolved.data.page;
if (page.type !== "relations.ArticlePage") throw new Error(`${path} is no article.`);

const missing = await client.GET("/api/v2/pages/{id}/", { params: { path: { id: 999999 } } });

console.log(
  JSON.stringify({
    title: page.title,
    breadcrumb: page.breadcrumb.map((item) => item.title),
    statements: page.key_points.map((point) => point.value.statement),
    dates: page.key_points.flatMap((point) => point.value.date?.value ?? []),
    blocks: page.body.map((block) => block.type),
    forms: page.alternates.map((alternate) => alternate.tag),
    problem: missing.error?.code,
  }),
);
