// What makes reading easier. Without this every page can be read, and its addresses be copied by hand.
const SHOWN_FOR = 4000;
const PERMALINK = ".permalink";

// Details open on a link to what they stand in, and on paper where the style sheet cannot open them.

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const details = target?.querySelector(":scope > details");
  if (details) details.open = true;
}

let openedForPrint = [];

addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {
  // The address stays what it is where a link leads there once more.
  if (event.target.closest("a")?.hash === location.hash) openTarget();
});
addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("details:not([open])")];
  for (const details of openedForPrint) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of openedForPrint) details.open = false;
  openedForPrint = [];
});
openTarget();

// Addresses are copied, and the reader is told so.

const status = document.querySelector("[data-copied]");
const canonical = document.querySelector('link[rel="canonical"]');
let timer;

async function copy(address) {
  await navigator.clipboard.writeText(address);
  clearTimeout(timer);
  // Emptied first: the same words once more would not be read out.
  status.textContent = "";
  requestAnimationFrame(() => {
    status.textContent = status.dataset.copied;
  });
  timer = setTimeout(() => {
    status.textContent = "";
  }, SHOWN_FOR);
}

if (navigator.clipboard && status && canonical) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      // A browser that refuses leaves the reader the address to copy by hand.
      copy(canonical.href).catch(() => {
        button.parentElement.querySelector("details").open = true;
      });
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(PERMALINK);
    // The browser follows the link as well. One that opens elsewhere is only followed.
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      copy(new URL(link.hash, canonical.href).href).catch(() => {});
    }
  });
}
