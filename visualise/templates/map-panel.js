"use strict";
// The evidence of a link, and the links of a body, beside the map. All of it is text of the page's own table.
(function () {
  const { drawing, view } = safegov;
  const byId = (id) => document.getElementById(id);
  const panel = byId("map-panel");
  const MOST = 200;

  const cells = (row) => Array.from(byId(row).cells);
  const there = (row) => byId(row) !== null;
  const sentence = (row) => cells(row).slice(0, 3).map((c) => c.textContent.trim()).join(" ");

  drawing.on.words = (rows) => {
    const [first] = rows;
    if (!first || !there(first)) return "";
    const [, , , status, when] = cells(first).map((c) => c.textContent.trim());
    const more = rows.length > 1 ? " And " + (rows.length - 1) + " more links." : "";
    return sentence(first) + ". " + status + "; " + when + "." + more;
  };

  function put(name, parts) {
    byId("map-panel-name").textContent = name;
    byId("map-panel-body").replaceChildren(...parts);
    panel.hidden = false;
  }

  function made(tag, text) {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    return one;
  }

  function link(row) {
    const [source, , target, status, when, particulars, evidence] = cells(row);
    const list = made("dl");
    [["Status", status], ["When", when], ["Particulars", particulars]].forEach(([name, cell]) => {
      if (cell.textContent.trim()) list.append(made("dt", name), made("dd", cell.textContent.trim()));
    });
    const places = made("p");
    [source, target].forEach((cell, n) => {
      const walk = made("button", "All links of " + cell.textContent.trim());
      walk.type = "button";
      walk.addEventListener("click", () => { view.focus(data(row)[5 + n], 1); heard(); });
      places.append(walk);
    });
    places.className = "walk";
    const down = made("a", "Its row in the table");
    down.href = "#" + row;
    const last = made("p");
    last.append(down);
    put(sentence(row), [list, made("h4", "Evidence"), evidence.firstElementChild.cloneNode(true), last, places]);
  }

  const data = (row) => drawing.data.rows[row];

  function body(entity, found) {
    const own = found.filter(view.ownOf(entity));
    const list = made("ul");
    list.className = "walk";
    own.filter((l) => there(l.id)).slice(0, MOST).forEach((l) => {
      const choose = made("button", sentence(l.id) + " (" + cells(l.id)[3].textContent.trim().toLowerCase() + ")");
      choose.type = "button";
      choose.addEventListener("click", () => { view.change({ row: l.id }); heard(); });
      const item = made("li");
      item.append(choose);
      list.append(item);
    });
    const parts = [made("p", own.length + (own.length === 1 ? " link is shown." : " links are shown."))];
    const page = drawing.data.pages[entity];
    if (page) {
      const lead = made("a", "Its page");
      lead.href = page;
      const line = made("p");
      line.append(lead);
      parts.push(line);
    }
    parts.push(list);
    if (own.length > MOST) parts.push(made("p", "The other " + (own.length - MOST) + " stand in the table."));
    put(view.nameOf(entity), parts);
  }

  // Whoever chose something by key or pointer goes on from there.
  function heard() { if (!panel.hidden) byId("map-panel-name").focus({ preventScroll: true }); }

  // How much of the live map the panel covers when it is open.
  drawing.on.cover = () => {
    const closed = panel.hidden;
    panel.hidden = false;
    const cover = byId("map-live").getBoundingClientRect().right - panel.getBoundingClientRect().left;
    panel.hidden = closed;
    return Math.max(0, cover);
  };
  drawing.on.row = (row) => { drawing.clear(row); view.change({ row, at: drawing.view }); heard(); };
  drawing.on.box = (id) => {
    const { entity, rows } = drawing.boxes.get(id);
    if (!view.focus(entity, 1, id) || panel.hidden) view.change({ row: rows[0] });
    heard();
  };
  view.onShow((state, found) => {
    if (state.row && there(state.row)) link(state.row);
    else if (state.focus) body(state.focus, found);
    else panel.hidden = true;
  });
  byId("map-close").addEventListener("click", () => {
    if (view.state.row && view.state.focus) view.change({ row: "" });
    else view.change({ row: "", focus: "" });
    if (panel.hidden) drawing.settle();
    (byId("map-live").hidden ? byId("map-find") : byId("map-live")).focus({ preventScroll: true });
  });

  // On a narrow screen the still picture in one column is the better map: it scrolls with the page.
  const roomy = window.matchMedia("(min-width: 800px)");
  function fit() {
    const live = byId("map-live");
    live.hidden = !roomy.matches;
    if (roomy.matches && !drawing.running) drawing.start();
    else if (roomy.matches) { drawing.whole(); drawing.view = view.state.at; }
    if (roomy.matches) return;
    const narrow = view.still("narrow");
    if (!narrow) return;
    narrow.addEventListener("click", (event) => {
      const edge = event.target.closest(".edge");
      if (!edge) return;
      event.preventDefault();
      view.change({ row: edge.dataset.row });
      heard();
      panel.scrollIntoView();
    });
  }
  let wide = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => { if (window.innerWidth !== wide) fit(); wide = window.innerWidth; }, 100);
  });
  byId("map-tools").hidden = false;
  fit();
  view.begin();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => { if (!roomy.matches) fit(); view.again(); });
})();
