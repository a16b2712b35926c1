// Envelopes that this phone fills and cannot open again (methods/envelope.py): the public half of a
// key is here, the private half is not.

const INFO = new TextEncoder().encode("articulator envelope 1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const BLOCK = 2048; // envelopes are all of a length: nobody sees which one holds an interview

export function bytesOf(base64) {
  const text = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function base64Of(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

// A UUIDv7 (RFC 9562) whose time is the day, not the moment: else two that are made together, one
// for the door and one for what was said there, would lead to each other.
export function newId(now = Date.now()) {
  const day = now - (now % 86_400_000);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(day / 2 ** (40 - 8 * at)) % 256;
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Sealed text as base64. `about` binds it to its packet and id.
export async function seal(said, key, about) {
  const to = bytesOf(key);
  const theirs = await crypto.subtle.importKey("raw", to, CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const start = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array([...point, ...to]);
  const once = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: INFO }, start, { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(about);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, once, padded(said));
  return base64Of(new Uint8Array([1, ...point, ...nonce, ...new Uint8Array(sealed)]));
}

// JSON with spaces behind it is the same JSON.
function padded(said) {
  const text = new TextEncoder().encode(JSON.stringify(said));
  const whole = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(32);
  whole.set(text);
  return whole;
}
