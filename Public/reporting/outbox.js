// What waits on this phone until it can be delivered. The page and the worker behind it share this.
//
// Each thing is sealed to the server (HPKE in base mode, RFC 9180) before it is put down: from then on this phone cannot
// read it, and neither can whoever takes the phone. It is removed when the server has said that it keeps these very bytes.
const outbox = (() => {
  const encoder = new TextEncoder();

  // MARK: What waits

  const request = (asked) =>
    new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });

  const database = async () => {
    const opening = indexedDB.open("notes", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
    return request(opening);
  };

  const change = async (work) => {
    const open = await database();
    try {
      const transaction = open.transaction("waiting", "readwrite", { durability: "strict" });
      const end = new Promise((done, failed) => {
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
      work(transaction.objectStore("waiting"));
      await end;
    } finally {
      open.close();
    }
  };

  const waiting = async () => {
    const open = await database();
    try {
      return await request(open.transaction("waiting").objectStore("waiting").getAll());
    } finally {
      open.close();
    }
  };

  // All of a report or nothing of it.
  const put = (things) => change((store) => things.forEach((thing) => store.add(thing)));
  const forget = () => change((store) => store.clear());

  // MARK: Sealing

  const join = (...pieces) => {
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let place = 0;
    for (const piece of pieces) {
      whole.set(piece, place);
      place += piece.length;
    }
    return whole;
  };

  const text = (value) => encoder.encode(value);
  const none = new Uint8Array(0);
  const labelled = text("HPKE-v1");
  const kem = join(text("KEM"), Uint8Array.of(0, 0x10));
  const suite = join(text("HPKE"), Uint8Array.of(0, 0x10, 0, 1, 0, 2));

  const mac = async (key, content) => {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    // HMAC fills keys up with zeros: 32 of them are the empty key.
    const held = await crypto.subtle.importKey("raw", key.length === 0 ? new Uint8Array(32) : key, algorithm, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", held, content));
  };

  // LabeledExtract and LabeledExpand of RFC 9180 section 4; no more than one block is ever asked for.
  const extract = (id, salt, label, material) => mac(salt, join(labelled, id, text(label), material));
  const expand = async (id, key, label, info, length) => {
    const asked = join(Uint8Array.of(0, length), labelled, id, text(label), info, Uint8Array.of(1));
    return (await mac(key, asked)).slice(0, length);
  };

  const seal = async (content, receiver) => {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await crypto.subtle.importKey("raw", receiver, curve, false, []);
    const mine = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const enclosed = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
    const agreed = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256));
    const both = join(enclosed, receiver);
    const shared = await expand(kem, await extract(kem, none, "eae_prk", agreed), "shared_secret", both, 32);
    const context = join(
      Uint8Array.of(0),
      await extract(suite, none, "psk_id_hash", none),
      await extract(suite, none, "info_hash", text("touchstone delivery v1")),
    );
    const secret = await extract(suite, shared, "secret", none);
    const raw = await expand(suite, secret, "key", context, 32);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
    const iv = await expand(suite, secret, "base_nonce", context, 12);
    return join(enclosed, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, content)));
  };

  // A header, the bytes that it names, and filling up to a length that tells little.
  const pack = (header, bytes = none) => {
    const head = text(JSON.stringify(header));
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, head.length);
    const whole = join(count, head, bytes);
    const step = whole.length <= 65536 ? 8192 : 65536;
    return join(whole, new Uint8Array((step - (whole.length % step)) % step));
  };

  // MARK: Proof of work

  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  const fraction = (value) => ((value - Math.floor(value)) * 4294967296) | 0;
  const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);

  // The first four bytes of SHA-256 (FIPS 180-4) of a short text: the browser's own is only to be had by waiting for each.
  const head = (message) => {
    const blocks = (message.length + 72) >> 6;
    const state = start.slice();
    for (let block = 0; block < blocks; block += 1) {
      for (let at = 0; at < 16; at += 1) {
        let word = 0;
        for (let byte = 0; byte < 4; byte += 1) {
          const place = block * 64 + at * 4 + byte;
          const value = place < message.length ? message.charCodeAt(place) : place === message.length ? 0x80 : 0;
          word = (word << 8) | value;
        }
        words[at] = word;
      }
      if (block === blocks - 1) words[15] = message.length * 8;
      for (let at = 16; at < 64; at += 1) {
        const a = words[at - 15];
        const b = words[at - 2];
        const low = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
        const high = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
        words[at] = (words[at - 16] + low + words[at - 7] + high) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + high + ((e & f) ^ (~e & g)) + rounds[at] + words[at]) | 0;
        const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, at) => {
        state[at] = (state[at] + value) | 0;
      });
    }
    return state[0] >>> 0;
  };

  // Eight small puzzles; the page breathes in between.
  const solve = async (puzzle, hashes) => {
    const threshold = Math.floor((4294967296 * 8) / Math.max(hashes, 8));
    const numbers = [];
    for (let part = 0; part < 8; part += 1) {
      let number = 0;
      while (head(`${puzzle}.${part}.${number}`) >= threshold) {
        number += 1;
        if (number % 2000 === 0) await new Promise((done) => setTimeout(done, 0));
      }
      numbers.push(number);
    }
    return numbers.join(".");
  };

  // MARK: Delivery

  const quiet = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };

  // So much goes at once; what is longer goes in pieces, so that a line that breaks does not begin it anew.
  const atOnce = 49152;
  const pieceLength = () => ({ "slow-2g": 8192, "2g": 16384, "4g": 65536 })[navigator.connection?.effectiveType] ?? 32768;
  // A line that hangs is a line that broke.
  const patience = 60000;
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

  const ask = async (address, options = {}) => {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), patience + (options.body?.length ?? 0) / 2);
    try {
      const answer = await fetch(address, { ...quiet, ...options, signal: stop.signal });
      const isJSON = (answer.headers.get("content-type") ?? "").startsWith("application/json");
      const wait = Number(answer.headers.get("retry-after") ?? 0);
      return { status: answer.status, ok: answer.ok, wait, said: isJSON ? await answer.json() : {} };
    } finally {
      clearTimeout(clock);
    }
  };

  // The headers that show that this phone took some trouble; null where the server gives no puzzle.
  const trouble = async (base) => {
    const { ok, said } = await ask(`${base}/ticket`);
    return ok ? { "x-puzzle": said.puzzle, "x-solution": await solve(said.puzzle, said.hashes) } : null;
  };

  // Until when the server has said that it takes nothing: asking before would cost the battery for nothing.
  let crowdedUntil = 0;

  // "kept", "later", or the reason for which it is never taken.
  const outcome = ({ status, ok, said, wait }, digest) => {
    if (ok) return said.sha256 === digest ? { kept: true } : { later: true };
    if (status === 429 && wait > 0) {
      crowdedUntil = Date.now() + Math.min(wait, 3600) * 1000;
      return { later: true, crowded: true };
    }
    return status === 422 && said.fault ? { refused: said.fault } : { later: true };
  };

  const sendWhole = async (base, sealed, digest, attempts = 2) => {
    const shown = await trouble(base);
    if (!shown) return { later: true };
    const headers = { "content-type": "application/octet-stream", ...shown };
    const answer = await ask(`${base}/deliver`, { method: "POST", headers, body: sealed });
    if (answer.status === 403 && attempts > 1) return sendWhole(base, sealed, digest, attempts - 1);
    return outcome(answer, digest);
  };

  // Only what is absent goes. The server knows the thing by its digest, in whatever order and however often pieces come.
  const sendPieces = async (base, sealed, digest, tell) => {
    const place = `${base}/pieces/${digest}`;
    let [failures, beginnings] = [0, 0];
    let answer = null;
    for (let turns = 0; turns < 8192; turns += 1) {
      try {
        answer ??= await ask(place);
        if (answer.status === 404 || answer.status === 403) {
          beginnings += 1;
          const shown = beginnings <= 4 ? await trouble(base) : null;
          if (!shown) return { later: true };
          const headers = { "content-type": "application/json", ...shown };
          const body = JSON.stringify({ length: sealed.length, piece: pieceLength() });
          answer = await ask(place, { method: "POST", headers, body });
        }
        const { missing, piece, left } = answer.said;
        if (!answer.ok || !missing) {
          if (answer.status !== 404 && answer.status !== 403) return outcome(answer, digest);
          continue;
        }
        tell(1 - (left * piece) / sealed.length);
        const bytes = sealed.slice(missing[0] * piece, (missing[0] + 1) * piece);
        const headers = {
          "content-type": "application/octet-stream",
          "content-digest": `sha-256=:${base64(await crypto.subtle.digest("SHA-256", bytes))}:`,
        };
        answer = await ask(`${place}/${missing[0]}`, { method: "PUT", headers, body: bytes });
        failures = 0;
      } catch {
        failures += 1;
        if (failures > 4) return { later: true };
        answer = null;
        await new Promise((done) => setTimeout(done, 500 * 2 ** failures));
      }
    }
    return { later: true };
  };

  const send = async (base, sealed, tell = () => {}) => {
    if (Date.now() < crowdedUntil) return { later: true, crowded: true };
    const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", sealed)));
    return sealed.length > atOnce ? sendPieces(base, sealed, digest, tell) : sendWhole(base, sealed, digest);
  };

  // One at a time: the page and the worker would otherwise send everything twice. The server would keep it once.
  const alone = (work) => (navigator.locks ? navigator.locks.request("notes", work) : work());

  // Sends what waits, in its order; tells of each thing what became of it. Gives whether nothing waits any more.
  const deliver = (base, tell = () => {}) =>
    alone(async () => {
      const stuck = new Set();
      for (const thing of await waiting()) {
        if (thing.refused) {
          if (thing.kind === "report") stuck.add(thing.group);
          continue;
        }
        if (stuck.has(thing.group)) continue;
        tell(thing, "sending");
        let end;
        try {
          end = await send(base, thing.sealed, (share) => tell(thing, "sending", share));
        } catch {
          end = { later: true };
        }
        if (end.kept) {
          await change((store) => store.delete(thing.number));
          tell(thing, "arrived");
        } else if (end.refused) {
          await change((store) => store.put({ ...thing, refused: end.refused }));
          if (thing.kind === "report") stuck.add(thing.group);
          tell(thing, "refused", end.refused);
        } else {
          tell(thing, end.crowded ? "crowded" : "waiting");
          return false;
        }
      }
      return true;
    });

  // Sends at once what this phone cannot keep; gives whether all of it has arrived.
  const direct = async (base, things) => {
    for (const thing of things) {
      const end = await send(base, thing.sealed);
      if (!end.kept) return false;
    }
    return true;
  };

  return { deliver, direct, forget, hex, pack, put, seal, waiting };
})();
