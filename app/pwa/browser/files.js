// Files in and out, where a browser of Apple's wants more than a click from a script.
(() => {
  const { words } = JSON.parse(document.getElementById("settings").textContent);

  // WebKit opens the list of files from click() only inside the tap itself. Python answers a
  // moment later, and showPicker() asks for no more than a tap of the last seconds.
  const pressed = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    try {
      if (this.type === "file" && this.showPicker) return this.showPicker();
    } catch {} // too late even for that, or not on the page: as it was
    return pressed.call(this);
  };

  // An app on the Home Screen of iOS has no place for downloads: what is downloaded covers the
  // app, with no way back. There the share sheet saves a file ("Save to Files").
  if (navigator.standalone !== true || !navigator.maxTouchPoints || !navigator.canShare) return;
  const blobs = new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL.call(URL, blob);
    blobs.set(address, blob);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    blobs.delete(address);
    revokeObjectURL.call(URL, address);
  };

  const followed = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    const blob = this.download && blobs.get(this.href);
    const files = blob && [new File([blob], this.download, { type: blob.type })];
    if (!files || !navigator.canShare({ files })) return followed.call(this);
    share(files);
  };
  function share(files) {
    // Python may have taken longer than the tap is good for: then another tap is asked for.
    navigator.share({ files }).catch(({ name }) => name === "NotAllowedError" && offer(files));
  }
  function offer(files) {
    document.getElementById("file")?.remove();
    const bar = Object.assign(document.createElement("div"), { id: "file", className: "bar" });
    bar.setAttribute("role", "status");
    const button = (word, action) => {
      const made = Object.assign(document.createElement("button"), { textContent: words[word] });
      made.onclick = () => {
        bar.remove();
        action();
      };
      return made;
    };
    bar.append(words.file_ready, button("file_save", () => share(files)), button("file_later", () => {}));
    document.body.append(bar);
  }
})();
