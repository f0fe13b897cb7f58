// Keys that lead through the site: "?" help, "m" the menu, "g" and a letter for the main entries ("/" is in search.js).
// Where the letters lead stands in the page; they are listed on the page of keys, which needs no script.
const places = new Map(
  (document.body.dataset.keys ?? "").split(" ").filter(Boolean).map((pair) => {
    const place = pair.indexOf("=");
    return [pair.slice(0, place), pair.slice(place + 1)];
  }),
);
const menu = document.querySelector("#menu");
let waitsForLetter = false;
let waiting;

const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

const forget = () => {
  waitsForLetter = false;
  clearTimeout(waiting);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  if (isTyping(event.target)) return;
  if (waitsForLetter) {
    const path = places.get(event.key);
    forget();
    if (path !== undefined) {
      event.preventDefault();
      location.assign(path);
    }
    return;
  }
  switch (event.key) {
    case "g":
      waitsForLetter = true;
      waiting = setTimeout(forget, 1500);
      break;
    case "m":
      if (menu !== null) {
        event.preventDefault();
        menu.open = !menu.open;
        (menu.open ? menu.querySelector("a") : menu.querySelector("summary")).focus();
      }
      break;
    case "?":
      event.preventDefault();
      location.assign(document.body.dataset.help);
      break;
    default:
  }
});

// A menu that stays open over the page is in the way of whoever clicks elsewhere.
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
