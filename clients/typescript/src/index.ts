/** Typed client of a Liaison site. */
export type { components, paths } from "./api.js";
export { Liaison, ProblemError } from "./client.js";
export type { Answer, Options, Page, PageOf, Query, Redirected } from "./client.js";
export { follow } from "./mirror.js";
export type { Store } from "./mirror.js";
export { ForgedError, verify } from "./webhooks.js";
export type { Message } from "./webhooks.js";
