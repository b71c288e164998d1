// Saves each text of a translation while it is written, leads from one to the next by the keyboard, and
// keeps the preview up to date. Without this the buttons of the form save all texts.
const form = document.querySelector("#translation-texts");
const preview = document.querySelector("[data-preview]");
const PAUSE = 1500;
const timers = new Map();
let saving = Promise.resolve();

function rowOf(box) {
  return box.closest(".translation-text");
}

function seenOf(box) {
  return form.elements[box.name.replace("text-", "seen-")];
}

function hasChanged(box) {
  return box.value.trim() !== seenOf(box).value.trim();
}

function say(row, text) {
  row.querySelector("[data-state-text]").textContent = text;
}

// The remarks about one text, and those about all of them, come as HTML from the form's own templates.
function showRemarks(row, ofText, ofAll) {
  row.querySelector("[data-findings]").innerHTML = ofText;
  const list = form.querySelector("[data-remarks]");
  const wasOpen = list.querySelector("details")?.open ?? true;
  list.innerHTML = ofAll;
  list.querySelector("details")?.toggleAttribute("open", wasOpen);
}

// What is stored can differ from what was typed: an address is written in Latin letters, for example.
function showValue(box, typed, stored) {
  const isUntouched = box.value === typed;
  if (isUntouched && stored !== typed.trim()) box.value = stored;
  seenOf(box).value = isUntouched ? box.value : stored;
  return stored === typed.trim();
}

function showLeft(left) {
  const counter = form.querySelector("[data-left]");
  counter.querySelector("strong").textContent = left;
  counter.hidden = left === 0;
  form.querySelector("[data-done]").hidden = left !== 0;
}

async function send(box) {
  const row = rowOf(box);
  const text = box.value;
  const body = new FormData();
  for (const [name, value] of [
    ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value],
    [box.name, text],
    [seenOf(box).name, seenOf(box).value],
  ]) {
    body.append(name, value);
  }
  say(row, form.dataset.saving);
  try {
    const response = await fetch(form.dataset.saveUrl, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    seenOf(box).value = text;
    let isAsTyped = true;
    const found = answer.texts[box.name.replace("text-", "")];
    if (found) {
      row.dataset.state = found.state;
      row.toggleAttribute("data-needs-work", found.state !== "done");
      isAsTyped = showValue(box, text, found.value);
      showRemarks(row, found.remarks, answer.remarks);
    }
    showLeft(answer.left);
    say(row, isAsTyped ? form.dataset.saved : form.dataset.savedAs);
    showPreview();
  } catch (error) {
    say(row, error.message || form.dataset.failed);
  }
}

function save(box) {
  clearTimeout(timers.get(box));
  if (hasChanged(box)) {
    saving = saving.then(() => hasChanged(box) && send(box));
  }
  return saving;
}

function goOn(from) {
  const boxes = [...form.querySelectorAll('textarea[name^="text-"]')];
  const start = from ? boxes.indexOf(from) + 1 : 0;
  const ordered = [...boxes.slice(start), ...boxes.slice(0, start)];
  const next = ordered.find((box) => box !== from && rowOf(box).hasAttribute("data-needs-work"));
  if (next) {
    rowOf(next).scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
  } else {
    document.querySelector(".translation-actions button")?.focus();
  }
}

function showPreview() {
  if (!preview?.open) return;
  const frame = preview.querySelector("iframe");
  const source = preview.querySelector('[aria-pressed="true"]').dataset.src;
  const top = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.contentWindow.location.replace(source);
}

let current = null;
form.addEventListener("focusin", ({ target }) => {
  if (target.name?.startsWith("text-")) current = target;
});
form.addEventListener("input", ({ target }) => {
  if (!target.name?.startsWith("text-")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => save(target), PAUSE));
});
form.addEventListener("change", ({ target }) => {
  if (target.name?.startsWith("text-")) save(target);
});
form.addEventListener("keydown", (event) => {
  const isBox = event.target.name?.startsWith("text-");
  if (isBox && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save(event.target).then(() => goOn(event.target));
  }
});
form.querySelector("[data-next]").addEventListener("click", () => goOn(current));

if (preview) {
  preview.addEventListener("toggle", showPreview);
  preview.addEventListener("click", ({ target }) => {
    if (!target.dataset.src) return;
    for (const button of preview.querySelectorAll("[data-src]")) {
      button.setAttribute("aria-pressed", String(button === target));
      button.classList.toggle("button-secondary", button !== target);
    }
    showPreview();
  });
  preview.open = window.matchMedia("(min-width: 90rem)").matches;
}
