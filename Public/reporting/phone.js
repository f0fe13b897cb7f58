// What the page for reports and the page of a form have in common: photos made small, recordings, what waits on this phone,
// the page that is kept on it.
const phone = (() => {
  const phrases = new Map(Array.from(document.querySelectorAll("#phrases data"), (each) => [each.value, each.textContent]));
  const said = (name, values = {}) =>
    (phrases.get(name) ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const part = (name) => document.getElementById(name);
  const bytesOf = (base64) =>
    Uint8Array.from(atob(base64.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const longestSide = 1280;

  const show = (name, isThere) => {
    part(name).hidden = !isThere;
  };

  const tell = (text) => {
    for (const line of document.querySelectorAll(".delivery")) line.textContent = text;
  };

  // MARK: What waits

  const count = async () => {
    const things = await outbox.waiting();
    part("waiting-count").textContent = String(new Set(things.map((thing) => thing.group)).size);
    show("waiting", things.length > 0);
    const refused = things.find((thing) => thing.refused);
    part("waiting-refused").textContent = refused ? refused.refused : "";
    return things;
  };

  let isTrying = false;
  const deliver = async (base) => {
    if (isTrying) return;
    isTrying = true;
    try {
      const things = await count();
      if (things.length === 0) return;
      const texts = { sending: said("sending"), arrived: said("sending"), waiting: said("kept"), crowded: said("crowded"), refused: said("refused") };
      const isEmpty = await outbox.deliver(base, (_, state, share) => {
        const percent = state === "sending" && share > 0 ? ` ${Math.floor(share * 100)} %` : "";
        tell(texts[state] + percent);
      });
      const rest = await count();
      if (rest.length === 0) tell(said("arrived"));
      else if (!isEmpty) navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("notes")).catch(() => {});
    } finally {
      isTrying = false;
    }
  };

  // Now, and whenever there may be a signal again.
  const delivering = (base) => {
    const again = () => deliver(base);
    addEventListener("online", again);
    document.addEventListener("visibilitychange", () => document.hidden || again());
    setInterval(again, 30000);
    again();
  };

  // MARK: Photos and recordings

  const small = async (file, side = longestSide) => {
    if (!file.type.startsWith("image/")) return new Uint8Array(await file.arrayBuffer());
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, Math.min(side, longestSide) / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      // Drawn anew, it has nothing of what the camera noted.
      const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.75));
      return new Uint8Array(await drawn.arrayBuffer());
    } catch {
      // A kind that the browser cannot draw: the server says whether it takes it.
      return new Uint8Array(await file.arrayBuffer());
    }
  };

  const kinds = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
  const kind = self.MediaRecorder && kinds.find((kind) => MediaRecorder.isTypeSupported(kind));

  // Makes a button record the voice, where the phone can, and hands the recording on.
  const recording = (button, take) => {
    if (!kind || !navigator.mediaDevices) return;
    let recorder = null;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (recorder) return recorder.stop();
      try {
        const sound = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
        const pieces = [];
        recorder = new MediaRecorder(sound, { mimeType: kind, audioBitsPerSecond: 16000 });
        recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
        recorder.addEventListener("stop", () => {
          for (const track of sound.getTracks()) track.stop();
          recorder = null;
          button.textContent = said("record");
          take(new Blob(pieces, { type: kind }));
        });
        recorder.start();
        button.textContent = said("stop");
        setTimeout(() => recorder?.stop(), 180000);
      } catch {
        tell(said("silent"));
      }
    });
  };

  // MARK: The page on the phone

  // Until the page is on the phone, or it turns out that it cannot be.
  const settled = (registration) =>
    new Promise((done, failed) => {
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      const judge = () => {
        if (worker.state === "activated") done();
        if (worker.state === "redundant") failed(new Error("not kept"));
      };
      worker.addEventListener("statechange", judge);
      judge();
    });

  const isInstalled = async (scope) => (await navigator.serviceWorker?.getRegistration(scope)) !== undefined;

  const installing = (scope, home, changed = () => {}) => {
    if (navigator.serviceWorker) {
      const look = async () => {
        const isThere = await isInstalled(scope);
        show("install", !isThere);
        show("installed", isThere);
        changed(isThere);
      };
      part("install-it").addEventListener("click", async () => {
        tell(said("sealing"));
        try {
          await settled(await navigator.serviceWorker.register(`${scope}/worker.js`, { scope }));
          await navigator.storage?.persist?.();
          tell("");
        } catch {
          tell(said("notinstalled"));
        }
        await look();
      });
      look();
    }
    part("forget").addEventListener("click", async () => {
      if ((await outbox.waiting()).length > 0 && !confirm(said("sure"))) return;
      await outbox.forget();
      for (const name of ["notes", "notes-begun"]) indexedDB.deleteDatabase(name);
      for (const name of await caches.keys()) if (name.startsWith("notes-")) await caches.delete(name);
      for (const each of (await navigator.serviceWorker?.getRegistrations()) ?? []) await each.unregister();
      location.replace(home);
    });
  };

  // Leaving in a hurry leaves no way back to the page.
  const leaving = (clear) =>
    part("leave").addEventListener("click", (event) => {
      event.preventDefault();
      clear();
      location.replace(event.currentTarget.href);
    });

  return {
    isAble: Boolean(self.crypto?.subtle && self.indexedDB && self.caches),
    mostBytes: 8 * 1024 * 1024,
    part, said, show, tell, hex: outbox.hex, bytesOf, small, recording, deliver, delivering, installing, isInstalled, leaving,
  };
})();
