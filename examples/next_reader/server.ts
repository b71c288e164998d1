// Calls the page as Next would.
// @ts-expect-error Node's own types are not installed: the example needs the client alone.
import { createServer } from "node:http";
import page, { generateMetadata } from "./[...path]/page.js";

declare const process: { argv: string[] };

createServer(async (request: { url: string }, response: any) => {
  const path = new URL(request.url, "http://reader").pathname.split("/").filter(Boolean);
  const params = Promise.resolve({ path: path.length ? path : ["en"] });
  const [body, { title }] = await Promise.all([page({ params }), generateMetadata({ params })]);
  if (body?.startsWith("/")) return response.writeHead(308, { Location: body }).end();
  response.writeHead(body ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><title>${title ?? "404"}</title>${body ?? "<h1>404</h1>"}`);
}).listen(Number(process.argv[2] ?? 8080));
