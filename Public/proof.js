// Checks a proof bundle in the page itself, so that the server need not be believed: with the browser's own SHA-256 and
// Ed25519 (Web Crypto). Without these the form goes to the server as it does without scripts.
const form = document.querySelector("form.proof-check");
const utf8 = new TextEncoder();

/** Bytes of base 64, or null if it is none in its only spelling. */
function bytesOf(text) {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return btoa(String.fromCharCode(...bytes)) === text ? bytes : null;
  } catch {
    return null;
  }
}

const textOf = (bytes) => btoa(String.fromCharCode(...bytes));

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

const leaf = (bytes) => sha256(new Uint8Array([0]), bytes);

/** Canonical JSON (RFC 8785): JSON.stringify writes texts and numbers in just that form. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** The root that a path leads to (RFC 9162 section 2.1.3.2); null if the path is too long or too short. */
async function rootOf(hash, place, size, path) {
  let [node, index, last] = [hash, place, size - 1];
  if (!Number.isSafeInteger(index) || index < 0 || index > last) return null;
  for (const text of path) {
    const other = bytesOf(text);
    if (other === null || other.length !== 32 || last === 0) return null;
    if (index % 2 === 1 || index === last) {
      node = await sha256(new Uint8Array([1]), other, node);
      while (index % 2 === 0 && index > 0) [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
    } else {
      node = await sha256(new Uint8Array([1]), node, other);
    }
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? textOf(node) : null;
}

/** What the log with a key (`name+id+base64`) signed; null if it did not. */
async function signedBy(key, note) {
  const [name, , ...rest] = key.split("+");
  const raw = bytesOf(rest.join("+"));
  const end = note.indexOf("\n\n");
  if (raw === null || raw.length !== 33 || end < 0) return null;
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  const line = note.slice(end + 2).split("\n").find((each) => each.startsWith(`— ${name} `));
  const signature = line === undefined ? null : bytesOf(line.slice(name.length + 3));
  if (origin !== name || !/^(0|[1-9]\d*)$/.test(size) || signature === null || signature.length !== 68) return null;
  const known = await crypto.subtle.importKey("raw", raw.slice(1), "Ed25519", false, ["verify"]);
  const isRight = await crypto.subtle.verify("Ed25519", known, signature.slice(4), utf8.encode(text));
  return isRight ? { name, size: Number(size), root } : null;
}

/** What one of the log's keys, the present one or a former, signed. */
async function signedByAny(keys, note) {
  for (const key of keys) {
    const checkpoint = await signedBy(key, note);
    if (checkpoint !== null) return checkpoint;
  }
  return null;
}

/** Each step of the check, as it is taken: whether it is right, the name of its text, and what stands in it. */
async function* steps(received, keys) {
  let bundle;
  try {
    bundle = JSON.parse(received);
  } catch {
    return yield [false, "unreadable", {}];
  }
  if (bundle?.type !== "proof-bundle" || canonical(bundle) !== received) return yield [false, "form-wrong", {}];
  yield [true, "form", { count: bundle.items.length }];
  const checkpoint = await signedByAny(keys, bundle.checkpoint);
  if (checkpoint === null) return yield [false, "signature-wrong", { name: keys[0].split("+")[0] }];
  yield [true, "signature", checkpoint];
  for (const [number, item] of bundle.items.entries()) {
    const [entry, statement] = [JSON.parse(item.entry), JSON.parse(item.statement)];
    const values = { item: `items[${number}]`, index: item.index, size: checkpoint.size, detail: "root" };
    const logRoot = await rootOf(await leaf(utf8.encode(item.entry)), item.index, checkpoint.size, item.hashes);
    yield logRoot === checkpoint.root ? [true, "entry", values] : [false, "entry-wrong", values];
    const { index, size, hashes } = item.batch;
    const batchRoot = await rootOf(await leaf(utf8.encode(item.statement)), index, size, hashes);
    const isInBatch = batchRoot === entry.root && size === entry.count && statement.type === entry.what;
    const batch = { ...values, kind: statement.type, index, size };
    yield isInBatch ? [true, "statement", batch] : [false, "statement-wrong", batch];
    if (item.bytes === undefined) continue;
    const digest = await sha256(bytesOf(item.bytes) ?? new Uint8Array());
    const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const shown = { ...values, found, length: bytesOf(item.bytes)?.length ?? 0, expected: statement.sha256 };
    yield found === statement.sha256 ? [true, "bytes", shown] : [false, "bytes-wrong", shown];
  }
}

const wording = (name) => form.querySelector(`.proof-texts [data-name="${name}"]`)?.textContent ?? name;

function line(isRight, name, values) {
  const text = wording(name);
  const item = document.createElement("li");
  const word = document.createElement("strong");
  word.textContent = `${isRight ? wording("right") : wording("wrong")}: `;
  item.append(word, text.replace(/\{(\w+)\}/g, (whole, placeholder) => String(values[placeholder] ?? whole)));
  return item;
}

async function check(box) {
  const file = form.querySelector("input[type=file]").files[0];
  const received = (file === undefined ? form.querySelector("textarea").value : await file.text()).trimEnd();
  box.replaceChildren();
  if (received === "") return;
  const [verdict, list] = [document.createElement("p"), document.createElement("ul")];
  box.append(verdict, list);
  let isRight = true;
  try {
    for await (const [isStepRight, name, values] of steps(received, form.dataset.keys.split(" "))) {
      isRight &&= isStepRight;
      list.append(line(isStepRight, name, values));
    }
  } catch {
    // A part is missing, or is not what it must be.
    isRight = false;
    list.append(line(false, "form-wrong", {}));
  }
  box.className = isRight ? "panel" : "notice";
  verdict.textContent = isRight ? wording("verified") : wording("failed");
}

async function canCheck() {
  if (form === null || globalThis.crypto?.subtle === undefined) return false;
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(1), "Ed25519", false, ["verify"]);
    return true;
  } catch (error) {
    // Some browsers refuse that key and know the algorithm.
    return error.name !== "NotSupportedError";
  }
}

if (await canCheck()) {
  const box = document.createElement("div");
  box.setAttribute("role", "status");
  form.before(box);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = wording("in-page");
  form.querySelector(".actions").prepend(button);
  form.querySelector("button[type=submit]").classList.add("quiet-button");
  button.addEventListener("click", () => check(box));
}
