"use strict";
// What of the map is shown: the body in focus, steps around it, filters, place. Kept in the address, undone and redone.
safegov.view = (function () {
  const { drawing } = safegov;
  const { data } = drawing;
  const byId = (id) => document.getElementById(id);
  const NOTHING = { focus: "", steps: 1, kinds: [], statuses: [], borough: "", month: "", row: "", at: null };
  const MONTHS = data.months;
  let state = { ...NOTHING };
  const before = [];
  const after = [];
  const listeners = [];

  // the first box of an entity speaks for it; an entity may stand in several places
  const boxOf = new Map();
  drawing.boxes.forEach((node, id) => { if (!boxOf.has(node.entity)) boxOf.set(node.entity, id); });
  const names = new Map();
  [...boxOf].forEach(([entity, id]) => {
    const name = drawing.boxes.get(id).label;
    names.set(names.has(name) ? name + " · " + entity : name, entity);
  });
  const links = Object.entries(data.rows).map(([id, [kind, status, earliest, latest, boroughs, source, target]]) => ({
    id, kind, status, earliest, latest, boroughs, source, target,
  }));

  function passes(link) {
    if (state.kinds.includes(link.kind) || state.statuses.includes(link.status)) return false;
    if (state.borough && !link.boroughs.includes(state.borough)) return false;
    if (!state.month) return true;
    // a month is compared by its letters: 2022-06 against days such as 2022-06-15
    return !(link.earliest && link.earliest.slice(0, 7) > state.month) && !(link.latest && link.latest.slice(0, 7) < state.month);
  }

  // Links of a body, and links that its box tells of without being an end of them, as a step of a process does.
  function ownOf(entity) {
    const box = drawing.boxes.get(boxOf.get(entity));
    const told = new Set(box ? box.rows : []);
    return (l) => l.source === entity || l.target === entity || told.has(l.id);
  }

  // Links that are shown, and entities that they join, as far out as the steps allow.
  function chosen() {
    let found = links.filter(passes);
    const near = new Set();
    if (state.focus && state.steps) {
      const own = ownOf(state.focus);
      near.add(state.focus);
      if (state.steps > 1) found.filter(own).forEach((l) => { near.add(l.source); near.add(l.target); });
      for (let step = 2; step < state.steps; step += 1) {
        const now = new Set(near);
        found.forEach((l) => { if (now.has(l.source)) near.add(l.target); if (now.has(l.target)) near.add(l.source); });
      }
      found = found.filter((l) => near.has(l.source) || near.has(l.target) || own(l));
    }
    const joined = new Set(state.focus ? [state.focus] : []);
    found.forEach((l) => { joined.add(l.source); joined.add(l.target); });
    return { found, joined };
  }

  function show(words) {
    const { found, joined } = chosen();
    const all = found.length === links.length && !state.focus;
    const rows = all ? null : new Set(found.map((l) => l.id));
    const lit = all ? null : new Set([...drawing.boxes].filter(([, n]) => joined.has(n.entity) || n.rows.some((r) => rows.has(r))).map(([id]) => id));
    drawing.show(rows, lit, state.focus ? boxOf.get(state.focus) : null);
    links.forEach((l) => { const row = byId(l.id); if (row) row.hidden = Boolean(rows) && !rows.has(l.id); });
    document.querySelectorAll(".every").forEach((table) => { table.hidden = Boolean(rows) && !table.querySelector("tbody tr:not([hidden])"); });
    document.querySelectorAll("#map-narrow .edge, #map-print .edge").forEach((edge) => fade(edge, rows));
    document.querySelectorAll("tr.here").forEach((row) => row.classList.remove("here"));
    if (state.row && byId(state.row)) byId(state.row).classList.add("here");
    byId("map-said").textContent = words || say(found, all);
    controls();
    listeners.forEach((each) => each(state, found));
  }

  const fade = (edge, rows) => edge.classList.toggle("off", Boolean(rows) && !rows.has(edge.dataset.row));

  // A still picture is made when it is first needed, of the text that a browser without scripts reads in its place.
  function still(name) {
    const held = byId("map-" + name + "-still");
    if (!held) return null;
    const picture = new DOMParser().parseFromString(held.textContent, "text/html").body.firstElementChild;
    held.replaceWith(picture);
    const { found } = chosen();
    const rows = found.length === links.length ? null : new Set(found.map((l) => l.id));
    picture.querySelectorAll(".edge").forEach((edge) => fade(edge, rows));
    return picture;
  }

  function say(found, all) {
    if (all) return "The map shows all " + links.length + " links.";
    const parts = ["Showing " + found.length + " of " + links.length + " links"];
    if (state.focus) parts.push((state.steps === 2 ? "two steps around " : state.steps ? "of " : "with ") + nameOf(state.focus));
    if (state.month) {
      const open = found.filter((l) => !l.earliest && !l.latest).length;
      parts.push("in force in " + monthSaid() + (open ? " (of " + open + " the dates are not known)" : ""));
    }
    return parts.join(", ") + ".";
  }

  const nameOf = (entity) => { const box = drawing.boxes.get(boxOf.get(entity)); return box ? box.label : entity; };
  const monthSaid = () => (MONTHS.find(([id]) => id === state.month) || ["", state.month])[1];

  function controls() {
    document.querySelectorAll("#map-tools [name=kind]").forEach((box) => { box.checked = !state.kinds.includes(box.value); });
    document.querySelectorAll("#map-tools [name=status]").forEach((box) => { box.checked = !state.statuses.includes(box.value); });
    byId("map-steps").value = String(state.steps);
    byId("map-find").value = state.focus ? [...names].find(([, id]) => id === state.focus)?.[0] || "" : "";
    if (byId("map-borough")) byId("map-borough").value = state.borough;
    if (byId("map-dated")) {
      const slider = byId("map-month");
      byId("map-dated").checked = Boolean(state.month);
      slider.disabled = !state.month;
      if (state.month) slider.value = String(MONTHS.findIndex(([id]) => id === state.month));
      const said = MONTHS[Number(slider.value)][1];
      slider.setAttribute("aria-valuetext", said);
      byId("map-month-said").textContent = said;
    }
    byId("map-undo").disabled = !before.length;
    byId("map-redo").disabled = !after.length;
    byId("map-reset").disabled = written(state) === "";
  }

  // -- the address

  function written(s) {
    const parts = new URLSearchParams();
    if (s.focus) { parts.set("focus", s.focus); parts.set("steps", String(s.steps)); }
    if (s.kinds.length) parts.set("without", s.kinds.join(" "));
    if (s.statuses.length) parts.set("not", s.statuses.join(" "));
    if (s.borough) parts.set("in", s.borough);
    if (s.month) parts.set("month", s.month);
    if (s.row) parts.set("link", s.row);
    if (s.at) parts.set("at", s.at.join(" "));
    return parts.toString();
  }

  function read(text) {
    if (!text.includes("=")) return { ...NOTHING };
    const parts = new URLSearchParams(text);
    const at = (parts.get("at") || "").split(" ").map(Number);
    const known = (name, ok) => (ok(parts.get(name)) ? parts.get(name) : "");
    return {
      focus: known("focus", (v) => boxOf.has(v)),
      steps: parts.has("steps") && [0, 1, 2].includes(Number(parts.get("steps"))) ? Number(parts.get("steps")) : 1,
      kinds: (parts.get("without") || "").split(" ").filter(Boolean),
      statuses: (parts.get("not") || "").split(" ").filter(Boolean),
      borough: known("in", (v) => links.some((l) => l.boroughs.includes(v))),
      month: known("month", (v) => MONTHS.some(([id]) => id === v)),
      row: known("link", (v) => Object.hasOwn(data.rows, v)),
      at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null,
    };
  }

  function keep(anew) {
    const hash = written(state);
    const address = hash ? "#" + hash : window.location.pathname + window.location.search;
    try {
      if (anew) window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    } catch {
      window.location.hash = hash; // a file on disk has no history of its own in some browsers
    }
  }

  // -- changes

  function change(part, words) {
    const next = { ...state, ...part };
    if (written(next) === written(state)) return;
    before.push(state);
    after.length = 0;
    state = next;
    keep(true);
    show(words);
  }

  function travel(from, to, word) {
    if (!from.length) return;
    to.push(state);
    state = from.pop();
    keep(true);
    drawing.view = state.at;
    show();
    byId("map-said").textContent = word + " " + byId("map-said").textContent;
  }

  const undo = () => travel(before, after, "Undone.");
  const redo = () => travel(after, before, "Redone.");

  let waiting = 0;
  drawing.on.moved = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => { state = { ...state, at: drawing.view }; keep(false); controls(); }, 250);
  };

  // `box` is the one that was chosen, where the entity stands in several places.
  function focus(entity, steps, box) {
    if (!boxOf.has(entity)) return false;
    drawing.centre(box || boxOf.get(entity));
    change({ focus: entity, steps: steps === undefined ? state.steps : steps, row: "", at: drawing.view });
    return true;
  }

  function ticked(name) {
    return [...document.querySelectorAll("#map-tools [name=" + name + "]")].filter((box) => !box.checked).map((box) => box.value);
  }

  function listen() {
    const list = byId("map-names");
    [...names.keys()].sort((a, b) => a.localeCompare(b)).forEach((name) => {
      const option = document.createElement("option");
      option.value = name;
      list.append(option);
    });
    byId("map-tools").addEventListener("submit", (event) => {
      event.preventDefault();
      const asked = byId("map-find").value.trim();
      const steps = Number(byId("map-steps").value);
      if (!asked) return change({ focus: "", row: "" });
      const low = asked.toLowerCase();
      const name = [...names.keys()].find((n) => n.toLowerCase() === low) || [...names.keys()].find((n) => n.toLowerCase().includes(low));
      if (!name) byId("map-said").textContent = "Nothing on this map is called “" + asked + "”.";
      else focus(names.get(name), steps);
    });
    byId("map-steps").addEventListener("change", (event) => { if (state.focus) change({ steps: Number(event.target.value) }); });
    byId("map-filters").addEventListener("change", (event) => {
      const { target } = event;
      if (target.name === "kind") change({ kinds: ticked("kind") });
      else if (target.name === "status") change({ statuses: ticked("status") });
      else if (target.id === "map-borough") change({ borough: target.value });
      else if (target.id === "map-dated") change({ month: target.checked ? MONTHS[Number(byId("map-month").value)][0] : "" });
      else if (target.id === "map-month") change({ month: MONTHS[Number(target.value)][0] });
    });
    if (byId("map-month")) {
      byId("map-month").addEventListener("input", (event) => { byId("map-month-said").textContent = MONTHS[Number(event.target.value)][1]; });
    }
    byId("map-undo").addEventListener("click", undo);
    byId("map-redo").addEventListener("click", redo);
    byId("map-reset").addEventListener("click", () => { change({ ...NOTHING }); drawing.whole(); });
    byId("map-in").addEventListener("click", () => drawing.zoom(1.3));
    byId("map-out").addEventListener("click", () => drawing.zoom(1 / 1.3));
    byId("map-whole").addEventListener("click", () => { drawing.whole(); drawing.on.moved(); });
    const full = byId("map-full");
    if (!document.fullscreenEnabled) full.hidden = true;
    full.addEventListener("click", () => { if (document.fullscreenElement) document.exitFullscreen(); else byId("map").requestFullscreen(); });
    document.addEventListener("fullscreenchange", () => {
      full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
      drawing.whole();
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) redo();
      else return;
      event.preventDefault();
    });
    window.addEventListener("beforeprint", () => still("print"));
    window.matchMedia("print").addEventListener("change", () => still("print"));
    window.addEventListener("popstate", () => {
      const next = read(window.location.hash.slice(1));
      const same = (list) => list.length && written(list[list.length - 1]) === written(next);
      // back and forward of the browser are undo and redo
      if (same(before)) { after.push(state); before.pop(); }
      else { if (same(after)) after.pop(); before.push(state); }
      state = next;
      drawing.view = state.at;
      show();
    });
  }

  return {
    change,
    focus,
    nameOf,
    ownOf,
    links,
    still,
    onShow(each) { listeners.push(each); },
    get state() { return state; },
    // The tables come in after the map: what is shown is told to them, and read from them, once they are there.
    again() { show(byId("map-said").textContent); },
    begin() {
      listen();
      state = read(window.location.hash.slice(1));
      const strayed = state.kinds.length || state.statuses.length || state.borough || state.month;
      if (strayed) byId("map-filters").open = true;
      show();
      if (state.at) drawing.view = state.at;
    },
  };
})();
