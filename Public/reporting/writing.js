// What the page for reports can do beyond its form: write without a signal, make photos small, record, tell the place.
// Without this script, or where the browser cannot do what it takes, the form is sent as any form.
const form = document.getElementById("report");

if (form !== null && phone.isAble) {
  const { part, said, show, tell, hex, bytesOf } = phone;
  const base = location.pathname.replace(/\/$/, "");
  const most = { files: 12, bytes: phone.mostBytes };
  const files = [];
  let place = null;
  let list = null;

  // MARK: Receipt

  // 25 digits are 80 bits; three more make the whole a multiple of 997.
  const digitsOf = (secret) => {
    const value = BigInt(`0x${hex(secret)}`).toString().padStart(25, "0");
    const rest = Number(BigInt(`${value}000`) % 997n);
    return value + String((997 - rest) % 997).padStart(3, "0");
  };

  // Eight words of ten bits, and one that checks them: GF(2)[x] modulo x^10 + x^3 + 1.
  const wordsOf = (secret, all) => {
    const bits = BigInt(`0x${hex(secret)}`);
    const numbers = Array.from({ length: 8 }, (_, at) => Number((bits >> BigInt(70 - at * 10)) & 1023n));
    const check = numbers.reduce((sum, number) => {
      const next = (sum ^ number) << 1;
      return (next & 1024 ? next ^ 1033 : next) & 1023;
    }, 0);
    return [...numbers, check].map((number) => all[number]);
  };

  const words = async () => {
    list ??= await fetch(`${base}/words`, { credentials: "omit" }).then((answer) => (answer.ok ? answer.json() : null));
    return list;
  };

  // MARK: Photos, recordings, place

  const listed = () => {
    part("files").replaceChildren(
      ...files.map((file) => {
        const line = document.createElement("li");
        const remove = document.createElement("button");
        line.textContent = `${file.name} (${Math.max(1, Math.round(file.bytes.length / 1024))} kB) `;
        remove.type = "button";
        remove.className = "quiet-button";
        remove.textContent = said("remove");
        remove.setAttribute("aria-label", `${said("remove")}: ${file.name}`);
        remove.addEventListener("click", () => {
          files.splice(files.indexOf(file), 1);
          listed();
        });
        line.append(remove);
        return line;
      }),
    );
  };

  const take = async (name, blob) => {
    const bytes = await phone.small(blob);
    if (files.length >= most.files || bytes.length > most.bytes) return tell(said("much"));
    files.push({ name, bytes });
    listed();
  };

  const chooser = part("attachments");
  const chosen = async () => {
    const some = [...chooser.files];
    chooser.value = "";
    for (const file of some) await take(file.name, file);
  };
  chooser.addEventListener("change", chosen);

  phone.recording(part("record"), (blob) => take(said("voice"), blob));

  if (navigator.geolocation) {
    show("locate", true);
    const line = part("located");
    part("locate").addEventListener("click", () => {
      if (place) {
        place = null;
        line.textContent = "";
        part("locate").textContent = said("locate");
        return;
      }
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          // Three decimals: a hundred metres or so.
          place = { lat: coords.latitude.toFixed(3), lon: coords.longitude.toFixed(3) };
          line.textContent = `${said("located")} ${place.lat}, ${place.lon}`;
          part("locate").textContent = said("remove");
        },
        () => {
          line.textContent = said("nowhere");
        },
        { timeout: 30000 },
      );
    });
  }

  // MARK: Sending

  const content = () => {
    const fields = new FormData(form);
    const words = (name) => {
      const value = String(fields.get(name) ?? "").trim();
      return value === "" ? undefined : value;
    };
    return {
      door: words("door"),
      urgent: fields.has("urgent"),
      own: fields.has("own"),
      category: words("category"),
      text: words("text"),
      happened: words("happened"),
      place: words("place"),
      ...place,
      who: words("who"),
      contact: words("contact"),
      uses: fields.getAll("uses"),
    };
  };

  const keep = async () => {
    const secret = crypto.getRandomValues(new Uint8Array(10));
    const receipt = digitsOf(secret);
    const key = bytesOf(form.dataset.key);
    const group = hex(crypto.getRandomValues(new Uint8Array(8)));
    const id = hex(crypto.getRandomValues(new Uint8Array(16)));
    const language = document.documentElement.dataset.answer || document.documentElement.lang;
    const header = { kind: "report", version: 1, id, receipt, language, ...content() };
    const things = [{ group, kind: "report", sealed: await outbox.seal(outbox.pack(header), key) }];
    for (const { bytes } of files) {
      const header = { kind: "attachment", version: 1, receipt, length: bytes.length };
      things.push({ group, kind: "attachment", sealed: await outbox.seal(outbox.pack(header, bytes), key) });
    }
    let isKept = true;
    try {
      await outbox.put(things);
    } catch {
      // A browser that keeps nothing, or a phone without room: it is sent at once or not at all.
      isKept = false;
      if (!(await outbox.direct(base, things))) throw new Error("neither kept nor sent");
    }
    return { secret, receipt, isKept };
  };

  const done = async ({ secret, receipt }) => {
    const page = part("sent").content.cloneNode(true);
    page.querySelector(".receipt-digits").textContent = receipt.match(/.{4}/g).join(" ");
    const all = await words().catch(() => null);
    const lines = page.querySelector(".receipt");
    if (all) {
      for (const word of wordsOf(secret, all)) lines.append(Object.assign(document.createElement("li"), { textContent: word }));
    } else {
      for (const each of page.querySelectorAll(".with-words")) each.remove();
    }
    part("content").replaceChildren(page);
    part("content").querySelector("h1").focus();
    scrollTo(0, 0);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button[type=submit]");
    button.disabled = true;
    tell(said("sealing"));
    let kept;
    try {
      kept = await keep();
    } catch {
      // Nothing was put down: what is written stays in the form.
      button.disabled = false;
      return tell(said("full"));
    }
    const stays = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    const left = document.getElementById("waiting");
    await done(kept);
    part("content").append(left);
    tell(said(kept.isKept ? "kept" : "arrived"));
    if (!stays) part("waiting-about").textContent = said("passing");
    await phone.deliver(base);
  });

  phone.installing(base, base);

  phone.leaving(() => form.reset());

  form.addEventListener("focusin", () => words().catch(() => {}), { once: true });
  show("phone", true);
  show("device", true);
  phone.delivering(base);
}
