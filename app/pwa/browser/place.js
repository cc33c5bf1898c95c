// Names of what is kept in the browser. A host may serve several copies under different paths, and
// a browser keeps one set of stores for all of them: so names carry the path. At the top of a host
// they are bare.
const base = new URL("./", import.meta.url);
export const isAtTop = base.pathname === "/";
export const named = (name) => (isAtTop ? name : `${name}-${encodeURIComponent(base.pathname)}`);

// Copies under a path once used the bare names, too.
const FILES = "sidenote-files";

/** Whose the things under bare names are, by the files kept beside them: "ours", "others" or
 *  "unknown". */
export async function ownerOfBareNames() {
  if (isAtTop) return "others";
  const kept = self.caches && (await caches.has(FILES)) ? await (await caches.open(FILES)).keys() : [];
  if (!kept.length) return "unknown";
  const isOurs = ({ url }) => [`${base}kept/`, `${base}engine`].some((start) => url.startsWith(start));
  return kept.every(isOurs) ? "ours" : "others";
}

/** The app's own files under the bare name, which a copy under a path no longer reads. */
export const forgetBareFiles = () => caches.delete(FILES);
