// What the shells need from the browser: the kept look (theme, language), Ctrl K, focus, and scrolling by tap.
const root = document.documentElement;

function keep(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
  try { localStorage.setItem(name, value); } catch { /* storage is switched off: the cookie is enough */ }
}

function kept(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

/** Sets the density of the whole page, so that dialogs outside the shell have it too. Returns the theme in use. */
export function enter(density) {
  root.dataset.density = density;
  // A public machine keeps nobody's taste: nothing kept is read there.
  if (density !== "kiosk") {
    delete root.dataset.text;
    delete root.dataset.low;
    const theme = kept("cp-theme");
    if (theme) { root.dataset.theme = theme; }
  }
  return root.dataset.theme || "light";
}

export function setTheme(theme) {
  root.dataset.theme = theme;
  keep("cp-theme", theme);
}

/** Keeps the language in ASP.NET Core's own cookie and loads the page again in it. */
export function setLanguage(culture) {
  keep(".AspNetCore.Culture", `c=${culture}|uic=${culture}`);
  location.reload();
}

/** Text size 1–3 and low mode of the kiosk; held for the session only, in the page, never stored. */
export function setKiosk(text, low) {
  root.dataset.text = text;
  if (low) { root.dataset.low = "on"; } else { delete root.dataset.low; }
  for (const look of lookers) { look(); }
}

export function onCommandKey(shell) {
  const listen = e => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
      e.preventDefault();
      shell.invokeMethodAsync("OpenPaletteAsync");
    }
  };
  document.addEventListener("keydown", listen);
  return { stop: () => document.removeEventListener("keydown", listen) };
}

export function focusOn(id) {
  document.getElementById(id)?.focus();
}

let before = null;

/** Focuses the box; its own keys must neither move the caret nor leave it. Composing pinyin keeps its Enter and arrows. */
export function openPalette(input) {
  before = document.activeElement;
  input.focus();
  input.addEventListener("keydown", e => {
    if (e.isComposing || e.keyCode === 229) { e.stopPropagation(); return; }
    if (["ArrowUp", "ArrowDown", "Enter", "Tab"].includes(e.key)) { e.preventDefault(); }
  });
}

export function closePalette() {
  before?.focus?.();
  before = null;
}

export function reveal(id) {
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}

export function follow(id) {
  document.getElementById(id)?.click();
}

const lookers = new Set();

/** Shows the two scroll buttons only while the page is longer than its place. */
export function watchScroll(body) {
  const page = body.querySelector(".cp-kmain");
  const look = () => {
    const buttons = body.querySelector(".cp-kscroll");
    const more = page.scrollHeight > page.clientHeight + buttons.offsetHeight + 4;
    if (more) { body.dataset.more = "on"; } else { delete body.dataset.more; }
  };
  const size = new ResizeObserver(look);
  size.observe(page);
  const change = new MutationObserver(look);
  change.observe(page, { childList: true, subtree: true, characterData: true });
  lookers.add(look);
  look();
  return { stop: () => { size.disconnect(); change.disconnect(); lookers.delete(look); } };
}

export function scrollPage(body, direction) {
  const page = body.querySelector(".cp-kmain");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  page.scrollBy({ top: direction * page.clientHeight * .8, behavior: calm ? "auto" : "smooth" });
}
