// Keys, and dragging over the timeline. Every page works without it.
(() => {
  "use strict";
  const find = (what, within = document) => within.querySelector(what);
  const dialog = find("#keys"), hits = [...document.querySelectorAll(".hit")];

  const showKeys = () => dialog.open ? dialog.close() : dialog.showModal();
  const button = find("#show-keys");
  button.hidden = false;
  button.addEventListener("click", showKeys);

  const move = step => {
    const at = hits.findIndex(hit => hit.classList.contains("here"));
    const next = hits[at < 0 ? (step > 0 ? 0 : hits.length - 1) : at + step];
    if (!next) return;
    if (at >= 0) hits[at].classList.remove("here");
    next.classList.add("here");
    find("h2 a", next).focus({preventScroll: true});
    next.scrollIntoView({block: "nearest"});
  };

  const actions = {
    "/": () => { const box = find("input[type=search]"); if (box) { box.focus(); box.select(); } },
    "?": showKeys,
    j: () => move(1),
    k: () => move(-1),
  };
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && typing) typing.blur();
    // by the place of the key too: a Kazakh or Uzbek keyboard has other letters there
    const key = {KeyJ: "j", KeyK: "k"}[event.code] || event.key;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(key in actions)) return;
    if (dialog.open && key !== "?") return;
    event.preventDefault();
    actions[key]();
  });

  // what was left empty need not stand in the address
  for (const form of document.querySelectorAll("form.search")) form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) if (!field.value) field.disabled = true;
    setTimeout(() => form.querySelectorAll(":disabled").forEach(field => { field.disabled = false; }));
  });

  const chart = find("#timeline");
  if (!chart) return;
  const bars = [...chart.querySelectorAll("a")], span = find("#span"), width = bars.length * 10;
  let from = null, to = null;
  const barAt = event => {
    const box = chart.getBoundingClientRect();
    const place = Math.floor((event.clientX - box.left) / box.width * bars.length);
    return Math.min(Math.max(place, 0), bars.length - 1);
  };
  const draw = () => {
    const first = Math.min(from, to), last = Math.max(from, to);
    span.setAttribute("x", first * 10);
    span.setAttribute("width", from === null ? 0 : (last - first + 1) * 10);
  };
  const end = () => { from = to = null; span.setAttribute("width", 0); };
  for (const kind of ["dragstart", "mousedown"]) chart.addEventListener(kind, event => event.preventDefault());
  chart.addEventListener("pointerdown", event => { if (event.button === 0) from = to = barAt(event); });
  window.addEventListener("pointermove", event => {
    if (from === null) return;
    to = barAt(event);
    if (to !== from) draw();
  });
  window.addEventListener("pointercancel", end);
  window.addEventListener("pointerup", () => {
    if (from === null) return;
    const first = bars[Math.min(from, to)], last = bars[Math.max(from, to)];
    const dragged = from !== to;
    end();
    if (!dragged) return;  // the link of the bar
    const address = new URL(chart.dataset.to, location.href);
    address.searchParams.set("since", first.dataset.since);
    address.searchParams.set("until", last.dataset.until);
    location.assign(address);
  });
})();
