// The page before the first screen, and what joins Flet's client to Python in its worker.
(() => {
  if (window.sidenoteUnfit) return;
  window.sidenoteBooted = true;
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const base = document.baseURI;
  const page = document.documentElement;

  // Flet's client stands still on an address that it cannot read; the app leads from any other.
  function readable() {
    const isOne = /^(#\/?([\w.~-][\w.~\/-]*)?(\?[\w=&.-]*)?)?$/.test(location.hash);
    if (!isOne) history.replaceState(history.state, "", location.pathname + location.search + "#/unknown");
  }
  addEventListener("popstate", readable, true);
  readable();

  // Flet's client asks a CDN for a script of animations that this app has none of.
  const append = Element.prototype.append;
  Element.prototype.append = function (...nodes) {
    const isForeign = (node) =>
      node instanceof HTMLScriptElement && node.src && !node.src.startsWith(location.origin);
    return append.apply(this, nodes.filter((node) => !isForeign(node)));
  };

  // A page that WebKit brings back from its memory draws nothing more.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && navigator.vendor?.startsWith("Apple")) location.reload();
  });

  let flutterIsReady;
  window.flet = {
    pyodide: true,
    multiView: false,
    noCdn: true,
    webSocketEndpoint: "",
    entrypointBaseUrl: settings.base,
    assetBase: settings.base,
    routeUrlStrategy: "hash",
    canvasKitBaseUrl: settings.base + "canvaskit/",
    fontFallbackBaseUrl: "assets/fonts/",
    pyodideUrl: "",
    webRenderer: "auto",
    appPackageUrl: "",
    flutterAppLoaded: new Promise((resolve) => (flutterIsReady = resolve)),
    flutterAppResolve: (app) => flutterIsReady(app),
  };

  // ---- what the page says while it opens, and when it cannot go on
  let got = 0;
  const isFirstVisit = !navigator.serviceWorker?.controller;
  function say(name) {
    const place = document.getElementById("progress");
    const text = settings.words[name];
    if (!place || !text) return;
    const mb = (bytes) => (bytes / 1e6).toFixed(0);
    place.textContent = text.replace("{got}", mb(got)).replace("{all}", mb(settings.bytes));
  }
  function fail(reason) {
    console.error("Sidenote could not go on:", reason);
    page.classList.add("failed");
    const detail = document.getElementById("reason");
    if (detail) detail.textContent = reason;
  }
  setTimeout(() => page.classList.add("slow"), 20_000);
  setTimeout(() => page.classList.add("late"), 60_000);
  // A script of the client that does not arrive is told by nobody else.
  const onLost = ({ target }) => target instanceof HTMLScriptElement && fail(`${target.src} did not arrive`);
  addEventListener("error", onLost, true);

  // ---- Python, at once
  const { pathname } = new URL(base); // as in place.js
  const named = (name) => (pathname === "/" ? name : `${name}-${encodeURIComponent(pathname)}`);
  const TAKE = named("sidenote-take"); // the user asked for the journal here, and the page started anew
  const marks = (window.sidenoteMarks = { boot: performance.now() });
  const worker = new Worker(new URL("worker.js", base), { type: "module" });
  let isRunning = true;
  let toClient = null;
  let pythonIsReady;
  const ready = new Promise((resolve) => (pythonIsReady = resolve));
  worker.onerror = ({ message }) => {
    // Only a browser that takes a module for a plain script stumbles over its first word.
    if (/SyntaxError/.test(message)) page.classList.add("unfit");
    fail(message || "the worker could not be loaded");
  };
  worker.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) fromPython(data);
    else if (data.got) (got += data.got), isFirstVisit && say("fetching_size");
    else if (data.stage) mark(data.stage), say(data.stage);
    else if (data.ready) mark("ready"), pythonIsReady();
    else if (data.failed) fail(data.failed);
    else if (data.elsewhere) page.classList.add("elsewhere"), localStorage.removeItem(TRYING);
    else if (data.opened) opened(data.opened);
    else if (data.asked) giveUp();
    else if (data.kept) whenKept?.();
    else if (data.changed) stay().catch(() => {}); // Settings shows what came of it
    else if (data.ask) answer(data);
    else if ("day" in data) keepDay(data.day);
    else if ("left" in data) goal = asAddress("#" + data.left);
  };
  // Before this page ends by a tap: Python writes what is still being typed.
  let whenKept = null;
  window.sidenoteKeep = () =>
    new Promise((resolve) => {
      whenKept = resolve;
      setTimeout(resolve, 3000); // an app that stands still is no reason to keep an old version
      worker.postMessage({ keep: true });
    });
  const THERE = named("sidenote-there"); // how this browser keeps a journal: never open another in its place
  function opened(kind) {
    mark("opened");
    page.classList.remove("elsewhere");
    if (kind.startsWith("kept")) localStorage.setItem(THERE, kind);
  }
  const mark = (name) => (marks[name] = performance.now());
  // A start that never came to an end is followed by one without the snapshot.
  const TRYING = named("sidenote-trying");
  const { build, parts, later, lock, snapshot, memory } = settings;
  const there = localStorage.getItem(THERE) ?? localStorage.getItem("sidenote-there"); // a copy under a path had no name of its own
  const plain = localStorage.getItem(TRYING) === build;
  localStorage.setItem(TRYING, build);
  const wantsIt = sessionStorage.getItem(TAKE) !== null;
  sessionStorage.removeItem(TAKE);
  // The day that Today shows, if it is not today: it outlives a reload, and ends with the tab.
  const DAY = named("sidenote-day");
  const day = sessionStorage.getItem(DAY) ?? "";
  const keepDay = (on) => (on ? sessionStorage.setItem(DAY, on) : sessionStorage.removeItem(DAY));
  worker.postMessage({ start: { day, base, documentUrl: document.URL, build, parts, later, lock, snapshot, memory, plain, there, take: wantsIt } });

  // Another tab has the journal from now on: Python ends here, and with it the hold on the files.
  function giveUp() {
    isRunning = false;
    worker.terminate();
    page.classList.add("elsewhere");
  }
  function takeIt() {
    if (isRunning) return worker.postMessage({ take: true });
    sessionStorage.setItem(TAKE, "");
    location.reload();
  }

  const PATCH = 2; // the action of Flet's messages that changes what is on the screen
  function fromPython(bytes) {
    if (!marks.drawn && marks.opened && bytes[0] === 0 && bytes[2] === PATCH) drawn();
    toClient(bytes);
  }
  function drawn() {
    mark("drawn");
    localStorage.removeItem(TRYING);
    // Two frames later the client has drawn it, too.
    requestAnimationFrame(() => requestAnimationFrame(() => page.classList.add("drawn")));
    dispatchEvent(new Event("sidenote-drawn"));
  }
  window.jsConnect = async (app, values, onMessage) => {
    if (toClient) location.reload(); // the client lost its session: only a fresh start has one
    toClient = onMessage;
    mark("client");
    await ready;
  };
  window.jsSend = async (app, data) => worker.postMessage(data, [data.buffer]);
  window.jsDisconnect = async () => {};

  // ---- what only a page can do
  // The first change is the moment to ask that the browser never clears the journal by itself.
  let hasAsked = false;
  async function stay() {
    if (hasAsked) return;
    hasAsked = true;
    if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
  }
  const deeds = {
    async facts() {
      const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
      const persisted = (await navigator.storage?.persisted?.()) ?? false;
      const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
      return { usage: usage ?? 0, quota: quota ?? 0, persisted, installed, offline: page.dataset.offline === "ready", shared: pathname !== "/" };
    },
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
  };
  async function answer({ ask, name }) {
    try {
      worker.postMessage({ answer: ask, value: await deeds[name]() });
    } catch (error) {
      worker.postMessage({ answer: ask, error: String(error) });
    }
  }

  // ---- the way back
  // Who leaves a page for where they came from is led there by the browser, too: its Back would
  // open that page again if it were one more step forward. Flet's client is there by then.
  let goal = null; // where the next step leads, if it leaves a page
  let late = null; // steps taken while the browser is on its way back
  const push = history.pushState.bind(history);
  const asAddress = (url) => new URL(url, location).href.replace(/#\/?$/, ""); // Today has none of its own
  function addressBefore() {
    const here = window.navigation?.currentEntry.index; // an older browser does not say
    const before = here && navigation.entries()[here - 1];
    return before && asAddress(before.url);
  }
  function arrived() {
    const steps = late;
    late = null;
    for (const step of steps) push(...step);
  }
  history.pushState = (...step) => {
    const isBack = goal === asAddress(step[2]) && goal === addressBefore();
    goal = null;
    if (late) late.push(step);
    else if (!isBack) push(...step);
    else {
      late = [];
      navigation.back().finished.then(arrived, arrived);
    }
  };
  addEventListener("popstate", (event) => late && event.stopImmediatePropagation());

  addEventListener("DOMContentLoaded", () => {
    document.getElementById("take")?.addEventListener("click", takeIt);
    say("fetching");
  });
})();
