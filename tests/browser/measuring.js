// What can be measured of a page. Read by measuring.py, which calls one of these in the page.
({
  // Targets that WCAG 2.2, 2.5.8 finds too small: under 24 by 24 CSS pixels, not in running text, and with a circle of
  // 24 pixels around the middle that touches another target, or the circle of another small one.
  smallTargets() {
    const LEAST = 24;
    const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest(".skip-link") === null;
    const isInText = (element) => {
      if (getComputedStyle(element).display !== "inline") return false;
      let block = element.parentElement;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const around = block.cloneNode(true);
      around.querySelectorAll("a, button, .visually-hidden").forEach((other) => other.remove());
      return /\p{L}{2,}/u.test(around.textContent);
    };
    const targets = [...document.querySelectorAll(selector)].filter(shown).map((element) => {
      const box = element.getBoundingClientRect();
      return { element, box, x: box.x + box.width / 2, y: box.y + box.height / 2,
               isSmall: box.width < LEAST || box.height < LEAST };
    });
    const touches = (one, other) => {
      if (other.isSmall) return Math.hypot(one.x - other.x, one.y - other.y) < LEAST;
      const x = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
      const y = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
      return Math.hypot(x, y) < LEAST / 2;
    };
    return targets
      .filter((one) => one.isSmall && !isInText(one.element))
      .filter((one) => targets.some((other) => other !== one && touches(one, other)))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 90)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
  },

  // Headings as level and text, landmarks as role and name, in the order of the page.
  structure() {
    const shown = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
    const text = (element) => element.textContent.trim().replace(/\s+/g, " ");
    const nameOf = (element) => {
      const others = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
      return element.getAttribute("aria-label")
        ?? others.map((id) => text(document.getElementById(id))).join(" ");
    };
    const roles = { NAV: "navigation", MAIN: "main", ASIDE: "complementary", SEARCH: "search",
                    SECTION: "region", FORM: "form" };
    const roleOf = (element) => {
      const own = element.getAttribute("role");
      if (own !== null) return own;
      if (element.closest("main, article, aside, nav, section") === null || element.tagName === "MAIN") {
        if (element.tagName === "HEADER") return "banner";
        if (element.tagName === "FOOTER") return "contentinfo";
      }
      return roles[element.tagName] ?? "";
    };
    const LANDMARKS = ["banner", "contentinfo", "navigation", "main", "complementary", "search", "region", "form"];
    return {
      headings: shown.filter((element) => /^H[1-6]$/.test(element.tagName))
        .map((element) => [Number(element.tagName[1]), text(element)]),
      landmarks: shown.map((element) => [roleOf(element), nameOf(element)])
        .filter(([role, name]) => LANDMARKS.includes(role) && (name !== "" || !["region", "form"].includes(role))),
    };
  },

  // Texts that a screen reader would speak in the wrong language, or that a reader would see in the wrong script.
  wrongLanguages() {
    const CYRILLIC = /\p{Script=Cyrillic}/u, ENGLISH = /(?:\b(?=[A-Z]*[a-z])[A-Za-z]{2,}\b[ ,]+){3}/;
    const wrong = [];
    const check = (text, element) => {
      const tag = element?.closest("[lang]")?.lang ?? "";
      const isWrong = tag === "sr-Cyrl" ? ENGLISH.test(text) : CYRILLIC.test(text);
      if (isWrong || !["en", "sr-Latn", "sr-Cyrl"].includes(tag)) wrong.push(`${tag}: ${text.trim().slice(0, 80)}`);
    };
    const words = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const parent = words.currentNode.parentElement;
      if (words.currentNode.data.trim() && !["SCRIPT", "STYLE"].includes(parent.tagName)) check(words.currentNode.data, parent);
    }
    for (const name of ["aria-label", "alt", "title", "placeholder"])
      for (const element of document.querySelectorAll(`[${name}]`))
        if (element.getAttribute(name).trim() && element.tagName !== "LINK") check(element.getAttribute(name), element);
    return wrong;
  },

  // What has the focus, and whether that can be seen.
  focus() {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
      name: (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent)
        .trim().replace(/\s+/g, " "),
      path: element.getAttribute("href") ?? "",
      tag: element.localName,
      is_visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
        && box.right > 0 && box.left < innerWidth,
      is_covered: at === null || !(element.contains(at) || at.contains(element)),
      has_indicator: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  },
})
