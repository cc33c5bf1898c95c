// Which tab holds the journal: one at a time, and another only when it is asked for.

import { named } from "./place.js";

export const BARE_HOLD = "sidenote-journal";
/** The name of the lock, of the channel, and of the fallback's database. */
export const HOLD = named(BARE_HOLD);
const CLOSING_MS = 1500;

function openChannel() {
  try {
    return new BroadcastChannel(HOLD);
  } catch {
    return null; // not in this browser, or it may keep nothing
  }
}

const channel = openChannel();
let letGo = null; // ends our hold; null while another tab may have the journal
let asked = null; // called when another tab asks for the journal

if (channel) channel.onmessage = ({ data }) => data === "please" && letGo && asked?.();

function requestHold(options) {
  return new Promise((resolve, reject) => {
    const held = (lock) => (lock ? new Promise((done) => resolve(() => done())) : resolve(null));
    navigator.locks.request(HOLD, options, held).catch(reject);
  });
}

// Waits its turn. A tab that is closing frees the journal within moments; `elsewhere` is called
// when it takes longer than that.
export async function hold(elsewhere) {
  if (!navigator.locks) return; // without locks the handles themselves exclude
  try {
    letGo = await requestHold({ ifAvailable: true });
  } catch (error) {
    if (error.name === "SecurityError") return; // a browser that may keep nothing has nothing to share
    throw error;
  }
  if (letGo) return;
  const turn = requestHold({});
  const patience = setTimeout(elsewhere, CLOSING_MS);
  letGo = await turn;
  clearTimeout(patience);
}

/** Ask the tab that holds the journal to let it go. */
export function please() {
  channel?.postMessage("please");
}

/** Let another tab have the journal. */
export function release() {
  const done = letGo;
  letGo = null;
  done?.();
}

/** Call `action` whenever another tab asks for the journal that this tab holds. */
export function whenAsked(action) {
  asked = action;
}
