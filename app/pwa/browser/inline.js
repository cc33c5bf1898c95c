// Stands in the page itself, so that the numbers can be opened when no other file arrives.
(function () {
  var root = document.documentElement;
  // Asked first: to load the page again without a network would put the browser's own in its place.
  function again() {
    fetch(document.baseURI, { cache: "no-store" }).then(function () {
      location.reload();
    }, function () {});
  }
  addEventListener("error", function (event) {
    if (event.target.tagName === "SCRIPT") root.classList.add("failed");
  }, true);
  addEventListener("online", function () {
    if (root.classList.contains("failed") && !root.classList.contains("helping")) again();
  });

  // The country of the clock stands first, then that of the language, as in the app.
  function order(list) {
    var zone = "";
    try {
      zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    } catch (error) {}
    var region = /^[a-z]+(?:-[A-Z][a-z]+)?-([A-Z]{2})\b/.exec(navigator.language || "");
    var other = document.getElementById("ZZ");
    var there = list.querySelector('[data-zones~="' + zone.replace(/[^\w\/+-]/g, "") + '"]');
    if (!there && /^(?!Etc\/)\w+\//.test(zone)) there = other;
    var home = region && (document.getElementById(region[1]) || other);
    var first = [there, home].filter(Boolean);
    (first.length ? first : [other]).reverse().forEach(function (country) {
      country.open = true;
      list.insertBefore(country, list.firstChild);
    });
  }
  document.addEventListener("readystatechange", function () {
    if (document.readyState !== "interactive") return;
    order(document.getElementById("countries"));
    ["help", "close"].forEach(function (name) {
      document.getElementById(name).addEventListener("click", function (event) {
        event.preventDefault();
        root.classList.toggle("helping", name === "help");
        document.getElementById(name === "help" ? "numbers" : "help").focus({ preventScroll: true });
        document.getElementById("boot").scrollTop = 0;
      });
    });
    document.getElementById("again").addEventListener("click", again);
  });
})();
