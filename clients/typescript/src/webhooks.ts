/** Whether a message comes from the site (Standard Webhooks). */
import type { components } from "./api.js";

export interface Message {
  type: string;
  timestamp: string;
  data: components["schemas"]["PageChange"] | Record<string, never>;
}

/** A message that is not from the site, or that somebody sends again. */
export class ForgedError extends Error {}

/** Seconds by which a message may be older, or the clocks apart. */
const TOLERANCE = 300;

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * The message, when it is signed with the secret that the admin shows. `body` is the text as it came in,
 * `headers` are by lower-case names; `now` is in seconds.
 */
export async function verify(
  secret: string,
  headers: Record<string, string | undefined>,
  body: string,
  now = Date.now() / 1000,
): Promise<Message> {
  const id = headers["webhook-id"];
  const sentAt = headers["webhook-timestamp"];
  if (!id || !sentAt || !/^\d+$/.test(sentAt)) throw new ForgedError("The message cannot be read.");
  if (Math.abs(now - Number(sentAt)) > TOLERANCE) throw new ForgedError("The message is too old.");
  const use = { name: "HMAC", hash: "SHA-256" };
  const raw = bytes(secret.replace(/^whsec_/, ""));
  const key = await crypto.subtle.importKey("raw", raw, use, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${sentAt}.${body}`);
  for (const signature of (headers["webhook-signature"] ?? "").split(" ")) {
    const [version, given] = signature.split(",");
    if (version !== "v1" || !given || !/^[A-Za-z0-9+/]+=*$/.test(given)) continue;
    // Compared by the library, in constant time.
    if (await crypto.subtle.verify("HMAC", key, bytes(given), signed)) {
      return JSON.parse(body) as Message;
    }
  }
  throw new ForgedError("The signature is not made with this secret.");
}
