// Sealed envelopes by Web Crypto alone, as a page on a phone makes them: P-256, HKDF, AES-GCM, SHA-256; no X25519.
//
//   node envelope.mjs seal CONTENT PUBLIC…     an envelope of a report 0707…07
//   node envelope.mjs open ENVELOPE SECRET PUBLIC
//   node envelope.mjs puzzle TEXT EXPECTED     the solution of a proof of work
//
// Bytes are hexadecimal; keys are of P-256, the public ones uncompressed points.

const subtle = globalThis.crypto.subtle;
const SUITE = [0x00, 0x10, 0x00, 0x01, 0x00, 0x02];
const CHUNK = 65536;
const utf8 = (text) => new TextEncoder().encode(text);
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const big = (value, count) => Uint8Array.from({ length: count }, (_, place) => Math.floor(value / 256 ** (count - 1 - place)) % 256);
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));
const EC = { name: "ECDH", namedCurve: "P-256" };

// RFC 5869: HMAC by Web Crypto, because its HKDF does not give the two halves that HPKE needs.
const hmac = async (key, data) => {
  const imported = await subtle.importKey("raw", key.length ? key : new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", imported, data));
};
const extract = (salt, material) => hmac(salt, material);
const expand = async (root, info, count) => {
  let [block, result] = [new Uint8Array(), new Uint8Array()];
  for (let number = 1; result.length < count; number += 1) {
    block = await hmac(root, join(block, info, [number]));
    result = join(result, block);
  }
  return result.slice(0, count);
};

// RFC 9180 sections 4 and 5, base mode.
const labelledExtract = (suite, salt, label, material) => extract(salt, join(utf8("HPKE-v1"), suite, utf8(label), material));
const labelledExpand = (suite, root, label, info, count) =>
  expand(root, join(big(count, 2), utf8("HPKE-v1"), suite, utf8(label), info), count);
const KEM = join(utf8("KEM"), SUITE.slice(0, 2));
const HPKE = join(utf8("HPKE"), SUITE);

const sharedSecret = async (agreed, encapsulated, recipient) => {
  const root = await labelledExtract(KEM, new Uint8Array(), "eae_prk", new Uint8Array(agreed));
  return labelledExpand(KEM, root, "shared_secret", join(encapsulated, recipient), 32);
};
const schedule = async (secret, info) => {
  const context = join([0], await labelledExtract(HPKE, new Uint8Array(), "psk_id_hash", new Uint8Array()),
    await labelledExtract(HPKE, new Uint8Array(), "info_hash", info));
  const root = await labelledExtract(HPKE, secret, "secret", new Uint8Array());
  return {
    key: await labelledExpand(HPKE, root, "key", context, 32),
    nonce: await labelledExpand(HPKE, root, "base_nonce", context, 12),
  };
};
const aes = (key, use) => subtle.importKey("raw", key, "AES-GCM", false, [use]);

const wrap = async (secret, recipient, info) => {
  const pair = await subtle.generateKey(EC, true, ["deriveBits"]);
  const encapsulated = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const other = await subtle.importKey("raw", recipient, EC, false, []);
  const agreed = await subtle.deriveBits({ name: "ECDH", public: other }, pair.privateKey, 256);
  const { key, nonce } = await schedule(await sharedSecret(agreed, encapsulated, recipient), info);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce }, await aes(key, "encrypt"), secret);
  return join(encapsulated, new Uint8Array(sealed));
};
const unwrap = async (wrapped, secret, recipient, info) => {
  const encapsulated = wrapped.slice(0, 65);
  const url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const jwk = { kty: "EC", crv: "P-256", d: url(secret), x: url(recipient.slice(1, 33)), y: url(recipient.slice(33)) };
  const own = await subtle.importKey("jwk", jwk, EC, false, ["deriveBits"]);
  const other = await subtle.importKey("raw", encapsulated, EC, false, []);
  const agreed = await subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const { key, nonce } = await schedule(await sharedSecret(agreed, encapsulated, recipient), info);
  return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: nonce }, await aes(key, "decrypt"), wrapped.slice(65)));
};

// docs/sealing.md
const keyName = async (recipient) => (await sha256(join(utf8("touchstone key id v1"), SUITE, recipient))).slice(0, 16);
const contentKeys = async (secret, label) => {
  const root = await extract(await sha256(label), secret);
  return {
    key: await expand(root, utf8("touchstone envelope v1 key"), 32),
    commitment: await expand(root, utf8("touchstone envelope v1 commitment"), 32),
  };
};
const chunkNonce = (number, isLast) => join(big(number, 11), [isLast ? 1 : 0]);
const sizeClass = (count) => {
  let power = 4096;
  while (power < count + 8) power *= 2;
  const step = power <= 1 << 20 ? power : power / 16;
  return Math.ceil((count + 8) / step) * step;
};

const seal = async (content, recipients) => {
  const named = await Promise.all(recipients.map(async (key) => ({ key, name: await keyName(key) })));
  named.sort((a, b) => (hex(a.name) < hex(b.name) ? -1 : 1));
  const label = join(utf8("TSEV"), [1, 1, 0, 2], new Uint8Array(16).fill(7), big(0, 4), [named.length],
    ...named.map(({ name }) => join(SUITE, name)));
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const { key, commitment } = await contentKeys(secret, label);
  const info = join(utf8("touchstone envelope v1"), label);
  const header = join(label, commitment, ...(await Promise.all(named.map((one) => wrap(secret, one.key, info)))));
  const plain = new Uint8Array(sizeClass(content.length));
  plain.set(big(content.length, 8));
  plain.set(content, 8);
  const [digest, imported, parts] = [await sha256(header), await aes(key, "encrypt"), [header]];
  for (let start = 0; start < plain.length; start += CHUNK) {
    const iv = chunkNonce(start / CHUNK, start + CHUNK >= plain.length);
    const cipher = { name: "AES-GCM", iv, additionalData: digest };
    parts.push(new Uint8Array(await subtle.encrypt(cipher, imported, plain.slice(start, start + CHUNK))));
  }
  return join(...parts);
};

const open = async (envelope, secret, recipient) => {
  const count = envelope[28];
  const end = 29 + 22 * count;
  const [label, name] = [envelope.slice(0, end), hex(await keyName(recipient))];
  let [place, wrapped] = [end + 32, null];
  for (let index = 0; index < count; index += 1) {
    const [suite, id] = [envelope.slice(29 + 22 * index, 35 + 22 * index), envelope.slice(35 + 22 * index, 51 + 22 * index)];
    const length = (suite[1] === 0x10 ? 65 : 32) + 48;
    if (hex(id) === name) wrapped = envelope.slice(place, place + length);
    place += length;
  }
  const { key, commitment } = await contentKeys(await unwrap(wrapped, secret, recipient, join(utf8("touchstone envelope v1"), label)), label);
  if (hex(commitment) !== hex(envelope.slice(end, end + 32))) throw new Error("another key");
  const [digest, imported, parts] = [await sha256(envelope.slice(0, place)), await aes(key, "decrypt"), []];
  for (let start = place; start < envelope.length; start += CHUNK + 16) {
    const iv = chunkNonce((start - place) / (CHUNK + 16), start + CHUNK + 16 >= envelope.length);
    const cipher = { name: "AES-GCM", iv, additionalData: digest };
    parts.push(new Uint8Array(await subtle.decrypt(cipher, imported, envelope.slice(start, start + CHUNK + 16))));
  }
  const plain = join(...parts);
  const length = plain.slice(0, 8).reduce((value, byte) => value * 256 + byte, 0);
  return plain.slice(8, 8 + length);
};

const solve = async (puzzle, expected) => {
  const threshold = Math.floor((2 ** 32 * 8) / expected);
  const numbers = [];
  for (let part = 0; part < 8; part += 1) {
    for (let number = 0; ; number += 1) {
      const digest = await sha256(utf8(`${puzzle}.${part}.${number}`));
      if (new DataView(digest.buffer).getUint32(0) < threshold) {
        numbers.push(number);
        break;
      }
    }
  }
  return numbers.join(".");
};

const [task, first, ...rest] = process.argv.slice(2);
switch (task) {
  case "seal": console.log(hex(await seal(unhex(first), rest.map(unhex)))); break;
  case "open": console.log(hex(await open(unhex(first), unhex(rest[0]), unhex(rest[1])))); break;
  case "puzzle": console.log(await solve(first, Number(rest[0]))); break;
  default: throw new Error("envelope.mjs seal|open|puzzle …");
}
