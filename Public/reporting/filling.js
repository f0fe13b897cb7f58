// A form on the phone: filled in without a signal, with photos and recordings, sealed, and sent when there is one.
//
// Without this script, or where the browser cannot do what it takes, the form is filled in page by page.
const place = document.getElementById("phone-form");

const fill = async () => {
  const { part, said, show, tell, hex, bytesOf, small } = phone;
  const scope = place.dataset.scope;
  const reports = place.dataset.reports;
  const home = part("content");

  // MARK: What has begun

  // One form at a time is begun on this phone, and only where somebody asked for the page to be kept on it.
  const store = async (mode, work) => {
    const opening = indexedDB.open("notes-begun", 1);
    const done = (asked) =>
      new Promise((kept, failed) => {
        asked.onsuccess = () => kept(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    opening.onupgradeneeded = () => opening.result.createObjectStore("forms");
    const open = await done(opening);
    try {
      return await done(work(open.transaction("forms", mode, { durability: "strict" }).objectStore("forms")));
    } finally {
      open.close();
    }
  };
  let isKept = await phone.isInstalled(scope).catch(() => false);
  const begun = async () => (isKept ? store("readonly", (forms) => forms.get(scope)).catch(() => undefined) : undefined);
  const drop = async () => (isKept ? store("readwrite", (forms) => forms.delete(scope)).catch(() => {}) : undefined);
  let isAtRest = Promise.resolve();
  const keepDraft = () => {
    const copy = { ...draft, files: new Map(draft.files), steps: [...draft.steps] };
    if (isKept) isAtRest = isAtRest.then(() => store("readwrite", (forms) => forms.put(copy, scope))).catch(() => tell(said("full")));
    return isAtRest;
  };

  // MARK: The form, said again step by step: the same seed gives the same name of the submission

  const chanceOf = (seed) => {
    // Four words of state (Blackman and Vigna, xoshiro128**).
    const state = Uint32Array.from(seed);
    const turn = (word, count) => (word << count) | (word >>> (32 - count));
    return () => {
      const given = Math.imul(turn(Math.imul(state[1], 5), 7), 9) >>> 0;
      const moved = state[1] << 9;
      state[2] ^= state[0];
      state[3] ^= state[1];
      state[1] ^= state[2];
      state[0] ^= state[3];
      state[2] ^= moved;
      state[3] = turn(state[3], 11);
      return given / 4294967296;
    };
  };
  const loaded = await fetch(`${scope}/form.json`, { credentials: "omit" }).then((answer) => (answer.ok ? answer.json() : null));
  if (!loaded || loaded.form.v !== 1) return;
  const fresh = () => ({
    seed: [...crypto.getRandomValues(new Uint32Array(4))], began: Date.now(), group: hex(crypto.getRandomValues(new Uint8Array(8))),
    offset: -new Date().getTimezoneOffset(), form: loaded.form, language: loaded.language, steps: [], files: new Map(), step: 0,
  });
  const replay = () => {
    let isReplaying = true;
    const now = () => (isReplaying ? draft.began : Date.now());
    const made = formEngine.begin(draft.form, { now, offset: draft.offset, chance: chanceOf(draft.seed) });
    for (const [what, path, text] of draft.steps) {
      try {
        if (what === "answer") made.answer(path, text);
        else if (what === "add") made.add(path);
        else made.remove(path);
      } catch {
        // What is not taken any more, because another answer changed, is asked again.
      }
    }
    isReplaying = false;
    return made;
  };
  const note = (...step) => {
    if (step[0] === "answer") {
      for (let at = draft.steps.length - 1; at >= 0 && draft.steps[at][0] === "answer"; at -= 1) {
        if (draft.steps[at][1] === step[1]) {
          draft.steps.splice(at, 1);
          break;
        }
      }
    }
    draft.steps.push(step);
    keepDraft();
  };

  let draft = await begun();
  // What is sealed already is not written a second time.
  if (draft && (await outbox.waiting().catch(() => [])).some((thing) => thing.group === draft.group)) {
    await drop();
    draft = undefined;
  }
  const isAgain = draft !== undefined && draft.steps.length > 0;
  draft ??= fresh();
  let session = replay();
  const language = () => draft.language;
  // What was typed and is not taken, and why.
  let typed = new Map();
  let faults = new Map();

  // MARK: Pieces of the page

  const make = (name, properties = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === false) continue;
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...content.filter((each) => each !== undefined && each !== null));
    return made;
  };
  const button = (text, press, properties = {}) => make("button", { type: "button", textContent: text, onclick: press, ...properties });
  const own = (text) => make("bdi", { textContent: text });
  const heading = () => home.querySelector("h1");

  // MARK: Steps

  const shown = (text, path) => (text === undefined ? "" : session.text(text, path, language()));
  const blocksOf = (items, base = null) =>
    items.flatMap((item) => {
      if (item.k === "r") return repetitionsOf(item, base);
      const paths = item.n === undefined ? [] : session.places(item.n, base);
      if (item.k === "g") {
        if (item.n !== undefined && paths.length === 0) return [];
        const inner = blocksOf(item.i, base);
        const title = shown(item.l, paths[0] ?? base ?? session.root);
        return inner.length > 0 && title !== "" ? [{ title }, ...inner] : inner;
      }
      return paths.map((path) => ({ question: item, path }));
    });
  const repetitionsOf = (item, base) => {
    const parent = session.places(session.parentOf(item.n), base)[0];
    if (parent === undefined) return [];
    let name = "";
    const found = session.places(item.n, base).flatMap((path, at) => {
      name = shown(item.l, path);
      const inner = [{ title: name === "" ? String(at + 1) : `${name} ${at + 1}` }, ...blocksOf(item.i, path)];
      return item.fixed || item.count !== undefined ? inner : [...inner, { gone: path, number: at + 1 }];
    });
    const path = `${parent}/${session.nameOf(item.n)}`;
    return session.canAdd(path) ? [...found, { more: path, name }] : found;
  };
  const steps = () => draft.form.body.map((item) => blocksOf([item]));

  // MARK: Answers

  const take = (path, text) => {
    const fault = session.answer(path, text, language());
    if (fault === null) {
      faults.delete(path);
      typed.delete(path);
      note("answer", path, text);
    } else if (fault.fault !== "irrelevant" && fault.fault !== "readonly") {
      faults.set(path, fault);
      typed.set(path, text);
      // What must be answered can be taken away; the page says so, and asks again before it goes on.
      if (fault.fault === "required" && session.value(path) !== "") typed.set(path, "");
    }
  };
  const sentence = ({ fault, message, type }) =>
    message || (fault === "type" ? said("fault.type", { type: said(`type.${type}`) }) : said(`fault.${fault}`));

  // MARK: Fields

  const localTime = (value, type) => (type === "time" ? value.slice(0, 5) : value.slice(0, 16));
  const field = ({ question, path }, number) => {
    const id = `q${number}`;
    const type = session.type(path);
    const { isRequired, isReadonly } = session.standing(path);
    const value = typed.get(path) ?? session.value(path);
    const label = shown(question.l, path) + (isRequired ? ` (${said("must")})` : "");
    const fault = faults.get(path);
    const described = fault ? { "aria-describedby": `${id}-fault`, "aria-invalid": "true" } : {};
    const around = (more = "") => [
      ...[shown(question.h, path), more].filter((text) => text !== "").map((text) => make("p", { className: "quiet" }, own(text))),
      fault && make("p", { className: "notice", role: "alert", id: `${id}-fault` }, own(sentence(fault))),
    ];
    const changed = (text) => {
      take(path, text);
      renderSoon();
    };
    const labelled = (input, more) => [make("label", { htmlFor: id }, own(label)), ...around(more), input];
    const group = (...content) => [make("fieldset", { className: "boxes" }, make("legend", {}, own(label)), ...around(), ...content)];
    if (isReadonly) return [make("p", { className: "said" }, own(label), " ", own(value))];
    if (question.k === "upload") return fileField(question, path, id, label, around, changed);
    const choices = question.c ? session.choices(path, language()) : [];
    const select = (at, chosen, press) =>
      make("select", { id: at, onchange: press, ...described },
        make("option", { value: "", textContent: said("none") }),
        ...choices.map((choice) => make("option", { value: choice.value, textContent: choice.label, selected: choice.value === chosen })));
    const box = (kind, choice, isChosen, at) =>
      make("label", {},
        make("input", { type: kind, name: id, id: `${id}-${at}`, value: choice.value, checked: isChosen, onchange: () => {
          const some = [...home.querySelectorAll(`input[name="${id}"]:checked`)].map((input) => input.value);
          changed(some.join(" "));
        } }), " ", own(choice.label));
    if (question.k === "select1" && choices.length <= 12) {
      return group(...[...choices, { value: "", label: said("none") }].map((choice, at) => box("radio", choice, choice.value === value, at)));
    }
    if (question.k === "select1") return labelled(select(id, value, (event) => changed(event.target.value)));
    if (question.k === "select") {
      const chosen = value.split(" ");
      return group(...choices.map((choice, at) => box("checkbox", choice, chosen.includes(choice.value), at)));
    }
    if (question.k === "rank") {
      const chosen = value.split(" ");
      return group(...choices.flatMap((_, at) => [
        make("label", { htmlFor: `${id}-${at}` }, said("rank", { number: at + 1 })),
        select(`${id}-${at}`, chosen[at], () => {
          const all = choices.map((_, place) => part(`${id}-${place}`).value).filter((each) => each !== "");
          changed([...new Set(all)].join(" "));
        }),
      ]));
    }
    if (question.k === "trigger") return group(box("checkbox", { value: "OK", label: said("nod") }, value === "OK", 0));
    const input = { id, autocomplete: "off", onchange: (event) => changed(event.target.value), ...described };
    if (question.a?.includes("multiline") && type === "string") return labelled(make("textarea", { ...input, rows: 5, value }));
    if (question.k === "secret") return labelled(make("input", { ...input, type: "password", value }));
    if (question.k === "range") {
      const [min, max, step] = question.limits;
      return labelled(make("input", { ...input, type: "number", min, max, step, value }));
    }
    if (type === "date") return labelled(make("input", { ...input, type: "date", value }));
    if (type === "time" || type === "dateTime") {
      return labelled(make("input", { ...input, type: type === "time" ? "time" : "datetime-local", value: localTime(value, type) }));
    }
    const modes = { int: "numeric", long: "numeric", decimal: "decimal" };
    const text = make("input", { ...input, type: "text", inputMode: modes[type], value });
    if (type === "geopoint") return [...labelled(text, said("geopoint")), locating(changed)];
    return labelled(text, type === "geotrace" || type === "geoshape" ? said("points") : "");
  };

  const locating = (changed) => {
    if (!navigator.geolocation) return undefined;
    return make("p", {}, button(said("locate"), () =>
      navigator.geolocation.getCurrentPosition(
        // Five decimals: a metre or so, as far as the phone knows.
        ({ coords }) => changed(`${coords.latitude.toFixed(5)} ${coords.longitude.toFixed(5)} 0 ${Math.round(coords.accuracy)}`),
        () => tell(said("nowhere")),
        { timeout: 30000, enableHighAccuracy: true },
      ), { className: "quiet-button" }));
  };

  const endings = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "audio/webm": "webm", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "video/mp4": "mp4", "video/webm": "webm" };
  const fileField = (question, path, id, label, around, changed) => {
    const name = session.value(path);
    const keepFile = async (blob) => {
      const bytes = await small(blob, session.pixels(path));
      if (bytes.length > phone.mostBytes) return tell(said("much"));
      const isJPEG = bytes[0] === 0xff && bytes[1] === 0xd8;
      const ending = isJPEG ? "jpg" : (endings[blob.type.split(";")[0]] ?? (/\.([A-Za-z0-9]{1,5})$/.exec(blob.name ?? "")?.[1] ?? "bin").toLowerCase());
      // A name by chance: that of the phone's own file tells its day.
      const made = `${hex(crypto.getRandomValues(new Uint8Array(6)))}.${ending}`;
      draft.files.delete(session.value(path));
      draft.files.set(made, bytes);
      changed(made);
    };
    const record = button(said("record"), () => {}, { className: "quiet-button", hidden: true });
    if (question.m?.startsWith("audio")) phone.recording(record, keepFile);
    const size = Math.max(1, Math.round((draft.files.get(name)?.length ?? 0) / 1024));
    return [
      make("label", { htmlFor: id }, own(label)), ...around(said("stripped")),
      make("input", { type: "file", id, accept: question.m, onchange: (event) => event.target.files[0] && keepFile(event.target.files[0]) }),
      make("p", {}, record),
      name !== "" && make("p", {}, `${name} (${size} kB) `, button(said("remove"), () => {
        draft.files.delete(name);
        changed("");
      }, { className: "quiet-button", "aria-label": `${said("remove")}: ${label}` })),
    ].filter((each) => each !== false);
  };

  // MARK: Showing

  const body = make("div", { id: "filling" });

  // An answer is taken when its field is left, often by pressing a button: what is pressed must not move away meanwhile.
  let [isPressed, isStale] = [false, false];
  const renderIfStale = () => isStale && !isPressed && render();
  const renderSoon = () => {
    isStale = true;
    setTimeout(renderIfStale, 0);
  };
  addEventListener("pointerdown", () => (isPressed = true), true);
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => {
      isPressed = false;
      setTimeout(renderIfStale, 50);
    }, true);
  }

  const render = () => {
    isStale = false;
    const focused = body.contains(document.activeElement) ? document.activeElement.id : "";
    const all = steps();
    while (draft.step > 0 && draft.step < all.length && all[draft.step].length === 0) draft.step += 1;
    if (draft.step < all.length && all[draft.step].length === 0) draft.step = Math.max(0, all.findIndex((blocks) => blocks.length > 0));
    if (draft.step >= all.length) return review();
    const blocks = all[draft.step];
    const counted = all.flatMap((each, at) => (each.length > 0 ? [at] : []));
    const move = (way) => () => {
      let next = draft.step + way;
      while (next >= 0 && next < all.length && all[next].length === 0) next += way;
      if (next < 0) return;
      draft.step = next;
      keepDraft();
      render();
      heading().focus();
      scrollTo(0, 0);
    };
    const goOn = () => {
      for (const { question, path } of steps()[draft.step].filter((block) => block.question)) {
        if (question.n === undefined || session.standing(path).isReadonly || typed.has(path)) continue;
        const fault = session.check(path, language());
        if (fault) faults.set(path, fault);
      }
      const here = new Set(steps()[draft.step].map((block) => block.path));
      const wrong = [...faults.keys()].some((path) => here.has(path));
      if (!wrong) return move(1)();
      render();
      body.querySelector("[role=alert]")?.scrollIntoView();
    };
    const turn = (work) => () => {
      work();
      // Repetitions have other numbers now.
      typed = new Map();
      faults = new Map();
      render();
    };
    body.replaceChildren(
      make("p", { className: "quiet", textContent: said("step", { step: counted.indexOf(draft.step) + 1, steps: counted.length + 1 }) }),
      make("form", { className: "stack", noValidate: true, onsubmit: (event) => {
        event.preventDefault();
        goOn();
      } },
        ...blocks.flatMap((block, at) => {
          if (block.title !== undefined) return [make("h2", {}, own(block.title))];
          if (block.gone) return [make("p", {}, button(said("less", { number: block.number }), turn(() => {
            session.remove(block.gone);
            note("remove", block.gone);
          }), { className: "quiet-button", id: `less${at}` }))];
          if (block.more) return [make("p", {}, button(said("another", { name: block.name || said("one_more") }), turn(() => {
            session.add(block.more);
            note("add", block.more);
          }), { className: "quiet-button", id: `more${at}` }))];
          return field(block, at);
        }).filter(Boolean),
        make("div", { className: "actions" },
          make("button", { type: "submit", id: "go-on", textContent: said("next") }), " ",
          counted[0] < draft.step ? button(said("back"), move(-1), { className: "quiet-button", id: "go-back" }) : undefined)),
      make("p", { className: "delivery", role: "status" }),
    );
    if (focused !== "") part(focused)?.focus();
  };

  const answersShown = () =>
    steps().flat().filter((block) => block.question).flatMap(({ question, path }) => {
      const value = session.value(path);
      if (value === "" || question.k === "secret") return [];
      const chosen = question.c ? session.choices(path, language()).filter((choice) => ` ${value} `.includes(` ${choice.value} `)) : [];
      const text = chosen.length > 0 ? chosen.map((choice) => choice.label).join(", ") : value;
      return [make("dt", {}, own(shown(question.l, path) || path)), make("dd", {}, own(text))];
    });

  const review = () => {
    isStale = false;
    // On a copy: the end is noted once it is sent.
    const { problems } = replay().finish(language());
    const labels = new Map(steps().flatMap((blocks, step) => blocks.filter((block) => block.question).map(({ question, path }) => [path, { step, label: shown(question.l, path) }])));
    body.replaceChildren(
      make("h2", { textContent: said("review") }),
      problems.length === 0
        ? make("p", { textContent: said("review_about") })
        : make("div", { className: "notice", role: "alert" }, make("p", { textContent: said("to_correct") }), make("ul", {},
          ...problems.map((problem) => make("li", {}, button(`${labels.get(problem.path)?.label ?? problem.path}: ${sentence(problem)}`, () => {
            draft.step = labels.get(problem.path)?.step ?? 0;
            faults.set(problem.path, problem);
            render();
          }, { className: "quiet-button" }))))),
      make("dl", { className: "particulars" }, ...answersShown()),
      make("div", { className: "actions" },
        problems.length === 0 ? button(said("send"), (event) => send(event.target)) : undefined, " ",
        button(said("back"), () => {
          const all = steps();
          draft.step = all.length - 1;
          while (draft.step > 0 && all[draft.step].length === 0) draft.step -= 1;
          render();
        }, { className: "quiet-button" })),
      make("p", { className: "delivery", role: "status" }),
    );
  };

  // MARK: Sending

  const send = async (pressed) => {
    pressed.disabled = true;
    tell(said("sealing"));
    const { xml, problems } = session.finish(language());
    if (problems.length > 0) return review();
    const header = { kind: "answers", version: 1, link: place.dataset.link, xml };
    const key = bytesOf(loaded.key);
    const named = [...draft.files].filter(([name]) => xml.includes(`>${name}<`));
    // The answers first; each file names the answers that it belongs to, so that any may come first.
    const packed = [outbox.pack(header), ...named.map(([name, bytes]) => outbox.pack({ ...header, name, length: bytes.length }, bytes))];
    const things = [];
    for (const each of packed) things.push({ group: draft.group, kind: "answers", sealed: await outbox.seal(each, key) });
    let isWaiting = true;
    try {
      await outbox.put(things);
    } catch {
      // A browser that keeps nothing, or a phone without room: it is sent at once or not at all.
      isWaiting = false;
      if (!(await outbox.direct(reports, things).catch(() => false))) {
        pressed.disabled = false;
        return tell(said("full"));
      }
    }
    await isAtRest;
    await drop();
    const stays = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    body.replaceChildren(
      make("h2", { textContent: said("done"), tabIndex: -1 }),
      make("p", { className: "notice delivery", role: "status", textContent: said(isWaiting ? "kept" : "arrived") }),
      make("p", {}, button(said("again"), () => {
        draft = fresh();
        session = replay();
        [typed, faults] = [new Map(), new Map()];
        render();
        heading().focus();
      })),
    );
    body.querySelector("h2").focus();
    if (!stays) part("waiting-about").textContent = said("passing");
    await phone.deliver(reports);
  };

  // MARK: Beginning

  heading().tabIndex = -1;
  for (const each of home.querySelectorAll(".by-page")) each.remove();
  const restart = async () => {
    draft = fresh();
    session = replay();
    [typed, faults] = [new Map(), new Map()];
    await isAtRest;
    await drop();
    part("begun").hidden = true;
    render();
  };
  part("begun-fresh").addEventListener("click", restart);
  show("begun", isAgain);
  heading().after(body);
  show("device", true);
  render();
  phone.installing(scope, scope, (isThere) => {
    isKept = isThere;
    if (isThere && draft.steps.length > 0) keepDraft();
  });
  phone.leaving(() => body.replaceChildren());
  phone.delivering(reports);
};

if (place !== null && phone.isAble) fill().catch((error) => console.error(error));
