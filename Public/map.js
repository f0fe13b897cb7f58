// Replaces the drawn map of a page by one that moves, if the map library is installed; else leaves the drawing.
const view = document.querySelector(".map-view");

const land = getComputedStyle(document.documentElement).getPropertyValue("--panel").trim();
const styles = {
  outline: { color: "#8b9096", weight: 1, fillColor: land, fillOpacity: 1, interactive: false },
  licences: { color: "#a87516", weight: 1, fillOpacity: 0.12 },
  sites: { color: "#0b6e5f", fillColor: "#0b6e5f", weight: 1, radius: 4, fillOpacity: 0.85 },
  detections: { color: "#7b5ea7", fillColor: "#7b5ea7", weight: 0, radius: 3, fillOpacity: 0.7 },
  findings: { color: "#b3261e", weight: 2, radius: 7, fill: true, fillOpacity: 0 },
};
const pages = { licences: "licences", sites: "sites", detections: "detections", findings: "findings" };

function loadLibrary(folder) {
  return new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = folder + "leaflet.css";
    const script = document.createElement("script");
    script.src = folder + "leaflet.js";
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(sheet, script);
  });
}

function popup(feature, layer, language) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = `/${language}/${pages[layer]}/${encodeURIComponent(feature.properties.id)}`;
  link.textContent = feature.properties.name || feature.properties.id;
  box.append(link);
  const note = [feature.properties.kind, feature.properties.note].filter((text) => text !== null && text !== "");
  if (note.length > 0) {
    box.append(document.createElement("br"), note.join(" · "));
  }
  return box;
}

async function start() {
  const L = window.L;
  const { layers, language, at, label, names } = view.dataset;
  const titles = Object.fromEntries(names.split(";").map((pair) => pair.split("=")));
  const picture = view.querySelector("img");
  const motion = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const canvas = document.createElement("div");
  canvas.style.position = "absolute";
  canvas.style.inset = "0";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", label);
  // The drawing stays in sight until the map has something to show.
  canvas.style.visibility = "hidden";
  view.append(canvas);
  const map = L.map(canvas, {
    preferCanvas: true,
    attributionControl: false,
    zoomAnimation: motion,
    fadeAnimation: motion,
    worldCopyJump: true,
    zoomSnap: 0.25,
  });
  const place = at === "" ? null : at.split(",").map(Number);
  map.setView(place ? [place[1], place[0]] : [0, 20], place ? 10 : 4);
  if (place) {
    // The page's own place has a pane above all layers, and stands there before they have come.
    map.createPane("here").style.zIndex = 450;
    const renderer = L.svg({ pane: "here" });
    const ring = { pane: "here", renderer, interactive: false, fill: false };
    const centre = [place[1], place[0]];
    L.circleMarker(centre, { ...ring, radius: 13, color: "#ffffff", weight: 7, opacity: 0.85 }).addTo(map);
    L.circleMarker(centre, { ...ring, radius: 13, color: "#0b5cad", weight: 3 }).addTo(map);
    L.circleMarker(centre, { ...ring, radius: 3, color: "#0b5cad", fill: true, fillOpacity: 1 }).addTo(map);
  }
  const overlays = {};
  let bounds = null;
  // All layers are asked for at once and drawn in their order.
  const asked = layers.split(" ").map((name) => {
    const shapes = fetch(`/api/v1/map/${name}.geojson`).then((answer) => (answer.ok ? answer.json() : null));
    return { name, shapes: shapes.catch(() => null) };
  });
  for (const { name, shapes } of asked) {
    const collection = await shapes;
    if (collection === null) continue;
    const layer = L.geoJSON(collection, {
      style: styles[name],
      pointToLayer: (feature, position) => L.circleMarker(position, styles[name]),
      onEachFeature: (feature, shape) => {
        if (pages[name]) shape.bindPopup(() => popup(feature, name, language));
      },
    });
    layer.addTo(map);
    overlays[titles[name] ?? name] = layer;
    if (name === "outline" || bounds === null) {
      const own = layer.getBounds();
      if (own.isValid()) bounds = own;
    }
  }
  if (!place && bounds !== null) {
    map.fitBounds(bounds, { animate: false });
  }
  L.control.layers(null, overlays, { collapsed: true }).addTo(map);
  canvas.style.visibility = "";
  picture.remove();
  view.dataset.ready = "true";
}

if (view !== null && view.dataset.vendor !== "") {
  loadLibrary(view.dataset.vendor).then(start).catch(() => {
    view.querySelector(".leaflet-container")?.remove();
  });
}
