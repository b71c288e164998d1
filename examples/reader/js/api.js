// Asks the API. The browser keeps answers and asks with their ETag by itself.

import { SITE } from "../config.js";

export class Problem extends Error {
  constructor(status, details) {
    super(details.detail ?? String(status));
    this.status = status;
    this.code = details.code;
  }
}

// Throws a TypeError when the site cannot be reached, and a Problem when it answers with an error.
export async function ask(path, parameters = {}) {
  const address = new URL(path, SITE);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (response.ok) return response.json();
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

export const pathOf = (address) => new URL(address, SITE).pathname;
