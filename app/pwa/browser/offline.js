// Keeps the app's files on the device and offers a new version; the files themselves are sw.js's.
(() => {
  const page = document.documentElement;
  const workers = navigator.serviceWorker;
  if (!workers || !window.isSecureContext || window.sidenoteUnfit) return;
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const HOUR = 3_600_000;

  // Only a person's own tap changes the version under a running page.
  let isAsked = false;
  workers.addEventListener("controllerchange", () => isAsked && location.reload());
  workers.addEventListener("message", ({ data }) => {
    if (data.kept) page.dataset.offline = "ready";
    if (data.warm) page.dataset.warm = "";
  });

  function offer(worker) {
    if (document.getElementById("update")) return;
    const bar = document.createElement("div");
    bar.id = "update";
    bar.className = "bar";
    bar.setAttribute("role", "status");
    const later = document.createElement("button");
    later.textContent = settings.words.update_later;
    later.onclick = () => bar.remove();
    const now = document.createElement("button");
    now.textContent = settings.words.update_now;
    now.onclick = async () => {
      await window.sidenoteKeep?.();
      isAsked = true;
      worker.postMessage({ take: true });
    };
    bar.append(settings.words.update_ready, now, later);
    document.body.append(bar);
  }

  function watch(registration) {
    const arrived = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && workers.controller) offer(worker);
      });
    if (registration.waiting && workers.controller) offer(registration.waiting);
    arrived(registration.installing);
    registration.addEventListener("updatefound", () => arrived(registration.installing));
  }

  async function register() {
    const options = { scope: "./", updateViaCache: "none" };
    const registration = await workers.register("sw.js", options);
    watch(registration);
    const { active } = await workers.ready;
    // The files of this browser's own engine, which this page loaded before anyone kept them.
    const used = performance.getEntriesByType("resource").map(({ name }) => name.split("#")[0]);
    active.postMessage({ keep: used });
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - looked < HOUR) return;
      looked = Date.now();
      registration.update().catch(() => {}); // no network: the next look will tell
    });
  }

  const begin = () =>
    register().catch((error) => {
      page.dataset.offline = "failed";
      console.warn("Sidenote: cannot work offline:", String(error));
    });
  // Not while the first screen still needs the network and the processor.
  let isBegun = false;
  const once = () => isBegun || ((isBegun = true), begin());
  addEventListener("sidenote-drawn", () => setTimeout(once, 500));
  setTimeout(once, 60_000);
})();
