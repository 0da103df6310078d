// What the kiosk needs from the browser: touches, reading aloud, and leaving nothing behind.
// Loaded with the page itself, so that the rules about "back" hold before the circuit is up.
const home = new URL(document.baseURI).pathname;
const root = document.documentElement;

// Back shows home: the kiosk's pages follow each other on one entry of the history…
history.pushState = history.replaceState.bind(history);
// …and a page that comes out of the browser's memory is never shown.
addEventListener("pageshow", e => {
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (e.persisted || (back && location.pathname !== home)) { cover(); location.replace(home); }
});
addEventListener("pagehide", quiet);
addEventListener("contextmenu", e => e.preventDefault());
addEventListener("dragstart", e => e.preventDefault());

let page = null;
let ending = false;
let silence = 0;
let alone = 0;
let told = 0;
let later = 0;

/** Reports touches to the page's circuit. When the server is away too long, the browser ends the session by itself. */
export function watch(circuit, silentMilliseconds) {
  page = circuit;
  silence = silentMilliseconds;
  for (const kind of ["pointerdown", "keydown", "wheel", "input"]) {
    document.addEventListener(kind, touched, { capture: true, passive: true });
  }
}

/** From the first touch on there is something to wipe. */
export function begun() {
  clearTimeout(alone);
  alone = setTimeout(endAlone, silence);
}

function touched(e) {
  // Some buttons are not "I am still here" by themselves, such as the one that ends the use: their click says what is meant.
  const own = e.target?.closest?.("[data-untouched]")?.dataset.untouched;
  if (ending || own === "wholly") { return; }
  begun();
  if (own !== undefined) { return; }
  clearTimeout(later);
  const since = Date.now() - told;
  if (since >= 1000) { tell(); } else { later = setTimeout(tell, 1000 - since); }
}

function tell() {
  told = Date.now();
  page?.invokeMethodAsync("Touched").catch(() => { /* the connection is down: start.js brings it back */ });
}

function cover() {
  root.classList.add("cp-wiping");
}

async function endAlone() {
  cover();
  await wipe();
  // Loading while the server is away would leave the browser's own error page on the glass.
  for (;;) {
    try {
      if ((await fetch("health/live", { cache: "no-store" })).ok) { location.replace(home); return; }
    } catch { /* still away */ }
    await new Promise(done => setTimeout(done, 3000));
  }
}

/** Ends the use: nothing of it stays in the browser, and home is loaded anew with a circuit of its own. */
export async function end() {
  if (ending) { return; }
  ending = true;
  cover();
  await wipe();
  location.replace(home);
}

async function wipe() {
  clearTimeout(alone);
  clearTimeout(later);
  quiet();
  // What prints or scans through a bridge of its own listens to this and stops.
  document.dispatchEvent(new CustomEvent("cp:kiosk-end"));
  for (const frame of document.querySelectorAll("iframe")) { frame.remove(); }
  for (const cookie of document.cookie.split(";")) {
    const name = cookie.split("=")[0].trim();
    for (const path of ["/", home, home.replace(/\/$/, ""), location.pathname]) {
      if (name) { document.cookie = `${name}=; path=${path}; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax`; }
    }
  }
  try { localStorage.clear(); sessionStorage.clear(); } catch { /* storage is switched off: nothing is in it */ }
  const slow = [
    navigator.clipboard?.writeText(""),
    globalThis.caches?.keys().then(names => Promise.all(names.filter(name => /form/i.test(name)).map(name => caches.delete(name)))),
    globalThis.indexedDB?.databases?.().then(all => { for (const one of all) { indexedDB.deleteDatabase(one.name); } }),
  ];
  // A permission that nobody answers may not hold the end up.
  await Promise.race([Promise.allSettled(slow), new Promise(done => setTimeout(done, 800))]);
}

/** The language of this use only: a cookie of the kiosk's own path that goes with the session. */
export function setLanguage(culture) {
  document.cookie = `.AspNetCore.Culture=${encodeURIComponent(`c=${culture}|uic=${culture}`)}; path=${home.replace(/\/$/, "")}; samesite=lax`;
  cover();
  location.replace(home);
}

// ---------- reading aloud ----------
let reading = 0;

function quiet() {
  reading++;
  globalThis.speechSynthesis?.cancel();
}

export function hush() {
  quiet();
}

async function voiceFor(lang) {
  const speech = globalThis.speechSynthesis;
  if (!speech) { return null; }
  if (speech.getVoices().length === 0) {
    await Promise.race([new Promise(done => speech.addEventListener("voiceschanged", done, { once: true })), new Promise(done => setTimeout(done, 700))]);
  }
  const kin = speech.getVoices().filter(voice => voice.lang.toLowerCase().replace("_", "-").startsWith(lang.slice(0, 2).toLowerCase()));
  const exact = voice => /^(zh[-_](cn|hans)|cmn)/i.test(voice.lang) || !lang.startsWith("zh");
  // A voice on the machine itself also speaks when the network is cut.
  return kin.find(voice => exact(voice) && voice.localService) ?? kin.find(exact) ?? kin[0] ?? null;
}

function say(text, voice, lang) {
  return new Promise(done => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = lang;
    words.rate = .9;
    words.onend = words.onerror = done;
    speechSynthesis.speak(words);
  });
}

/** Speaks one sentence. False when this machine has no voice for the language. */
export async function speak(text, lang) {
  const voice = await voiceFor(lang);
  if (!voice) { return false; }
  quiet();
  say(text, voice, lang);
  return true;
}

/** Reads the page's main text; calls ReadingEnded when it is through. False when there is no voice. */
export async function read(lang) {
  const voice = await voiceFor(lang);
  if (!voice) { return false; }
  quiet();
  const mine = reading;
  (async () => {
    // Sentence by sentence: browsers fall silent in the middle of long texts.
    for (const sentence of sentences(document.getElementById("cp-main"))) {
      if (mine !== reading) { return; }
      await say(sentence, voice, lang);
    }
    if (mine === reading) { page?.invokeMethodAsync("ReadingEnded").catch(() => { /* the page is gone */ }); }
  })();
  return true;
}

/** What is seen, block by block. What was typed is never read into the hall. */
function sentences(main) {
  const found = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let block = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.nodeValue.replace(/\s+/g, " ").trim();
    const holder = node.parentElement;
    if (!text || !holder.checkVisibility() || holder.closest("script, style, [aria-hidden=true], [data-private], .cp-kpad, .cp-hidden")) { continue; }
    let own = holder;
    while (/^(inline|contents)/.test(getComputedStyle(own).display)) { own = own.parentElement; }
    if (own === block) { found[found.length - 1] += text; } else { found.push(text); block = own; }
  }
  return found.flatMap(text => text.match(/[^。！？；.!?;]+[。！？；.!?;]*/g) ?? []);
}
