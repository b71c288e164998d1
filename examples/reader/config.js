// Where the site is. Another one can be named in the address once: index.html?site=https://www.example.org
const named = new URLSearchParams(location.search).get("site");
if (named) localStorage.setItem("site", new URL(named).origin);

export const SITE = localStorage.getItem("site") ?? "http://localhost:8000";

// How often to ask what has changed, in milliseconds.
export const EVERY = 30_000;
