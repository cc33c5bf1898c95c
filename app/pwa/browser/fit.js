// Written for browsers of any age: says plainly when this one cannot run the app.
(function () {
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
  } catch (error) {
    unfit();
  }
})();
