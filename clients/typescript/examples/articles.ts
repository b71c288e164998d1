// Prints the articles of a site with their key events: node articles.js http://localhost:8000 sr-Latn
import { Liaison } from "liaison-client";

declare const process: { argv: string[] }; // of Node.js, without its types
const [url = "http://localhost:8000", locale = "en"] = process.argv.slice(2);
const client = new Liaison(url);
const variant = { locale: locale as "en" | "sr" | "sr-Latn" };
console.log((await client.site(variant)).name);
for await (const page of client.pages(variant)) {
  if (page.type !== "relations.ArticlePage") continue;
  console.log(`- ${page.title} <${page.meta.html_url}>`);
  for (const { value } of page.key_points) {
    if (value.date) console.log(`    ${value.date.value}: ${value.statement}`);
  }
}
