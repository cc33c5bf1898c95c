// What models/ciphers.py needs in a browser, from well-known libraries. Python's bytes come in as
// proxies and go out as Uint8Array; where something cannot be done, nothing comes back.
import { chacha20poly1305 } from "./noble/ciphers/chacha.js";
import { scrypt as stretch } from "./noble/hashes/scrypt.js";

const TAG = 16;

/** 32 bytes from a secret, for N KB of memory; nothing if the device has not got them. */
export function scrypt(secret, salt, N) {
  try {
    return stretch(secret.toJs(), salt.toJs(), { N, r: 8, p: 1, dkLen: 32 });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no such array could be had
    throw error;
  }
}

export function encrypted(key, nonce, content) {
  return chacha20poly1305(key.toJs(), nonce.toJs()).encrypt(content.toJs());
}

/** Nothing if the tag is not that of the content. */
export function decrypted(key, nonce, sealed) {
  const bytes = sealed.toJs();
  if (bytes.length < TAG) return undefined;
  try {
    return chacha20poly1305(key.toJs(), nonce.toJs()).decrypt(bytes);
  } catch (error) {
    if (error.message === "invalid tag") return undefined;
    throw error;
  }
}
