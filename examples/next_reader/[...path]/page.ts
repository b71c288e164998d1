// One page of the site, as Next's app router asks for it.
import { Liaison, type Page, type PageOf } from "liaison-client";

declare const process: { env: Record<string, string | undefined> };
const client = new Liaison(process.env["LIAISON_URL"] ?? "http://localhost:8000");

export interface Props {
  params: Promise<{ path: string[] }>;
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const pathOf = (url: string) => new URL(url).pathname;

async function found({ params }: Props): Promise<Page | string | null> {
  const answer = await client.resolve(`/${(await params).path.join("/")}/`);
  return answer?.type === "redirect" ? pathOf(answer.html_url) : answer;
}

/** Every path of the site, in every variant. */
export async function generateStaticParams() {
  const paths: { path: string[] }[] = [];
  for await (const page of client.pages()) {
    const own = page.alternates.filter((alternate) => alternate.id === page.id);
    for (const { html_url } of own) {
      paths.push({ path: pathOf(html_url).split("/").filter(Boolean) });
    }
  }
  return paths;
}

/** What stands in the head. */
export async function generateMetadata(props: Props) {
  const page = await found(props);
  if (page === null || typeof page === "string") return {};
  const languages = Object.fromEntries(page.alternates.map((item) => [item.tag, item.html_url]));
  return {
    title: page.meta.seo_title || page.title,
    description: page.meta.search_description,
    alternates: { canonical: page.meta.html_url, languages },
  };
}

function article({ lead, key_points, body }: PageOf<"relations.ArticlePage">): string {
  const points = key_points.map(({ value }) => {
    const when = value.date ? `<time datetime="${value.date.value}">${value.date.value}</time> ` : "";
    return `<li>${when}${escaped(value.statement ?? "")}</li>`;
  });
  const blocks = body.map((block) => {
    switch (block.type) {
      case "heading":
        return `<h${block.value.level}>${escaped(block.value.text)}</h${block.value.level}>`;
      case "paragraph":
        return block.value; // HTML that the site has cleaned
      case "quote":
        return `<blockquote>${escaped(block.value.text)} — ${escaped(block.value.source)}</blockquote>`;
      default:
        return ""; // skip what you do not know
    }
  });
  return `<p>${escaped(lead)}</p><ul>${points.join("")}</ul>${blocks.join("")}`;
}

/** The page; a string that begins with a slash is where it has gone, and null that it is not there. */
export default async function page(props: Props): Promise<string | null> {
  const answer = await found(props);
  if (answer === null || typeof answer === "string") return answer;
  const way = answer.breadcrumb.map(
    (item) => `<a href="${pathOf(item.html_url)}">${escaped(item.title)}</a>`,
  );
  const content = answer.type === "relations.ArticlePage" ? article(answer) : "";
  return `<main lang="${answer.meta.tag}"><nav>${way.join(" › ")}</nav><h1>${escaped(answer.title)}</h1>${content}</main>`;
}
