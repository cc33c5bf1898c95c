// Written for browsers of any age: says plainly when this one cannot run the app.
(function () {
  // The smallest module with a reference type in it, which Python's interpreter has, too.
  var REFERENCES = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0];
  function unfit() {
    var page = document.documentElement;
    if (page.className.indexOf("unfit") < 0) page.className += " unfit";
    window.sidenoteUnfit = true;
  }
  window.onerror = function (message, file) {
    if (/boot\.js/.test(String(file)) && !window.sidenoteBooted) unfit();
  };
  try {
    if (typeof WebAssembly !== "object" || typeof WebAssembly.Exception !== "function") unfit();
    else if (typeof WebAssembly.compileStreaming !== "function") unfit();
    else if (!("noModule" in document.createElement("script"))) unfit();
    else if (typeof DecompressionStream !== "function" || typeof Worker !== "function") unfit();
    else if (!WebAssembly.validate(new Uint8Array(REFERENCES))) unfit();
  } catch (error) {
    unfit();
  }

  // A browser that may keep nothing has no such storage, or throws at every touch of it. What is
  // in it only helps the next start, so the app goes on, and says that nothing is kept.
  function lend(name) {
    try {
      if (window[name].length >= 0) return;
    } catch (error) {}
    var kept = {};
    Object.defineProperty(window, name, {
      value: {
        getItem: function (key) {
          return Object.prototype.hasOwnProperty.call(kept, key) ? kept[key] : null;
        },
        setItem: function (key, value) {
          kept[key] = String(value);
        },
        removeItem: function (key) {
          delete kept[key];
        },
      },
    });
  }
  lend("localStorage");
  lend("sessionStorage");
})();
