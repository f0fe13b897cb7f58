// Suggestions under the search box: an ARIA combobox with a list (WAI-ARIA Authoring Practices, "list autocomplete with
// manual selection"). Without this script the box is a form that leads to the page of results.
const input = document.querySelector("#search");

if (input !== null) {
  const form = input.form;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let chosen = -1;
  let asked = "";
  let waiting;
  let running;

  list.id = "search-list";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestions);
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  form.append(list, status);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[chosen];
    if (option === undefined) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const show = (items) => {
    options = items.map((item, place) => {
      const option = document.createElement("li");
      const name = document.createElement("bdi");
      const kind = document.createElement("small");
      option.id = `search-option-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.path = item.path;
      for (const piece of item.pieces) {
        const part = document.createElement(piece.marked ? "mark" : "span");
        part.textContent = piece.text;
        name.append(part);
      }
      kind.textContent = item.kind;
      option.append(name, " ", kind);
      // The box must not lose the focus before the click arrives.
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => location.assign(item.path));
      return option;
    });
    list.replaceChildren(...options);
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    const isOpen = options.length > 0 && document.activeElement === input;
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    status.textContent = isOpen
      ? input.dataset.count.replace("{count}", options.length)
      : input.dataset.none;
  };

  const ask = async () => {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    running?.abort();
    if (words.length < 2) {
      options = [];
      status.textContent = "";
      close();
      return;
    }
    running = new AbortController();
    const query = new URLSearchParams({ q: words, language: input.dataset.language });
    try {
      const answer = await fetch(`/api/v1/search/suggestions?${query}`, { signal: running.signal });
      if (answer.ok) show((await answer.json()).items);
    } catch (error) {
      // Another letter was typed, or the site is away: the form still works.
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (options.length === 0) return;
        event.preventDefault();
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One step beyond either end is the box itself.
        const next = chosen + step;
        choose(next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
        break;
      }
      case "Enter":
        if (isOpen && chosen >= 0) {
          event.preventDefault();
          location.assign(options[chosen].dataset.path);
        }
        break;
      case "Escape":
        if (isOpen) {
          event.preventDefault();
          close();
        }
        break;
      default:
    }
  });

  input.addEventListener("blur", close);

  // "/" goes to the box from anywhere but another field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
