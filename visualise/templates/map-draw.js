"use strict";
// Draws the picture in the page's data with vis-network: fixed places, no physics. Knows nothing of rows but their ids.
window.safegov = {};
safegov.drawing = (function () {
  const live = document.getElementById("map-live");
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const STEP = 60;
  const LEAST = 4; // pixels: smaller letters can not be read, and are not drawn
  const INK = { note: "#383838", tag: "#383838", empty: "#484949", body: "#fff", about: "#fff", mark: "#fff" };
  const rowsOf = new Map();
  const boxes = new Map();
  let network = null;
  let edges = null;
  let shown = null; // ids of the rows that are shown; null: all
  let lit = null; // ids of the boxes that are not dimmed; null: all
  let ring = null; // id of the box in focus
  let tip = null;
  let part = null; // the stretch of the map's height that is drawn now; null: all of it
  let rest = 0;
  let resting = false;
  const on = { row: () => {}, box: () => {}, moved: () => {}, words: () => "", cover: () => 0 };

  data.nodes.forEach((node) => {
    boxes.set(node.id, node);
    if (node.rows.length) rowsOf.set(node.id, node.rows);
  });
  data.edges.forEach((edge) => { if (edge.row) rowsOf.set(edge.id, [edge.row]); });

  function write(ctx, [x, y, text, kind, room, anchor]) {
    if (away(y, 60)) return;
    const [size, bold] = data.fonts[kind];
    if (network && size * network.getScale() < LEAST) return;
    ctx.font = (bold ? "bold " : "") + size + "px Arial, Helvetica, sans-serif";
    ctx.fillStyle = INK[kind] || "#0b0c0c";
    ctx.textAlign = anchor === "end" ? "right" : anchor === "middle" ? "center" : "left";
    ctx.textBaseline = "alphabetic";
    // a font that stands in for Arial is squeezed into the room that was computed
    ctx.fillText(text, x, y, room);
  }

  // A tall map is drawn where the window shows it, and as far again above and below; the rest once nobody waits for it.
  function stretch() {
    window.clearTimeout(rest);
    const screen = window.innerHeight / network.getScale();
    const top = corners()[1] - live.getBoundingClientRect().top / network.getScale();
    if (resting || (top - screen <= 0 && top + 2 * screen >= data.height)) return null;
    rest = window.setTimeout(() => { resting = true; network.redraw(); resting = false; }, 300);
    return [top - screen, top + 2 * screen];
  }

  const away = (y, half) => part !== null && (y + half < part[0] || y - half > part[1]);

  function box(node) {
    return function ({ ctx, x, y, state }) {
      return {
        drawNode() {
          if (away(y, node.h / 2)) return;
          ctx.save();
          if (lit && !lit.has(node.id)) ctx.globalAlpha = 0.22;
          ctx.beginPath();
          ctx.rect(x - node.w / 2, y - node.h / 2, node.w, node.h);
          ctx.fillStyle = node.kind === "body" ? "#0b0c0c" : "#fff";
          ctx.fill();
          const strong = state.hover || ring === node.id;
          ctx.setLineDash(strong ? [] : node.dashes);
          ctx.lineWidth = ring === node.id ? 4 : strong ? 3 : 1.5;
          ctx.strokeStyle = strong || node.kind === "body" ? "#0b0c0c" : "#505a5f";
          ctx.stroke();
          if (ring === node.id) {
            ctx.strokeStyle = "#ffdd00";
            ctx.strokeRect(x - node.w / 2 - 4, y - node.h / 2 - 4, node.w + 8, node.h + 8);
          }
          node.texts.forEach((text) => write(ctx, text));
          ctx.restore();
        },
        nodeDimensions: { width: node.w, height: node.h },
      };
    };
  }

  const visible = (row) => !shown || shown.has(row);

  function under(ctx) {
    if (network) part = stretch();
    ctx.fillStyle = "#fff";
    ctx.fillRect(0, 0, data.width, data.height);
    ctx.fillStyle = "#f3f2f1";
    data.frames.forEach(([x, y, w, h]) => ctx.fillRect(x, y, w, h));
    data.texts.forEach((text) => write(ctx, text));
  }

  function over(ctx) {
    ctx.setLineDash([]);
    data.signs.forEach(([x, y, sign, colour, row]) => {
      if (!visible(row)) return;
      ctx.fillStyle = "#fff";
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1;
      ctx.fillRect(x - 6, y - 8, 12, 16);
      ctx.strokeRect(x - 6, y - 8, 12, 16);
      write(ctx, [x, y + 5.5, sign, "sign", 12, "middle"]);
    });
    data.labels.forEach(([x, y, w, h, texts, row]) => {
      if (!visible(row)) return;
      ctx.fillStyle = "#fff";
      ctx.fillRect(x - w / 2, y - h / 2, w, h);
      texts.forEach((text) => write(ctx, text));
    });
    data.marks.forEach(([x, y, letter, colour, row]) => {
      if (!visible(row)) return;
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(x, y, 8, 0, 2 * Math.PI);
      ctx.fill();
      write(ctx, [x, y + 4, letter, "mark", 16, "middle"]);
    });
  }

  // What shows on resting is text: nothing is read as HTML.
  function hint(id, at) {
    hide();
    const rows = rowsOf.get(id);
    if (!rows) return;
    tip = document.createElement("div");
    tip.id = "map-tip";
    const line = document.createElement("p");
    line.textContent = on.words(rows.filter(visible));
    tip.append(line);
    live.append(tip);
    const room = live.getBoundingClientRect();
    tip.style.left = Math.max(0, Math.min(at.x + 14, room.width - tip.offsetWidth - 4)) + "px";
    tip.style.top = Math.max(0, Math.min(at.y + 14, room.height - tip.offsetHeight - 4)) + "px";
    live.style.cursor = "pointer";
  }

  function hide() {
    if (tip) tip.remove();
    tip = null;
    live.style.cursor = "";
  }

  // The ends of lines: nodes of no size, almost. With none at all vis-network loses lines that run straight to the right.
  const NO_SIZE = { drawNode() {}, nodeDimensions: { width: 0.001, height: 0.001 } };
  const nothing = () => NO_SIZE;

  function start() {
    const nodes = data.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, ctxRenderer: box(node) }));
    data.points.forEach(([id, x, y]) => nodes.push({ id, x, y, ctxRenderer: nothing }));
    live.hidden = false;
    live.style.maxWidth = data.width + "px";
    live.style.height = Math.ceil((live.clientWidth * data.height) / data.width) + 2 + "px";
    edges = new vis.DataSet(data.edges.map((edge) => ({
      ...edge, color: { color: edge.color, hover: "#0b0c0c", highlight: "#0b0c0c" }, hidden: Boolean(edge.row) && !visible(edge.row),
    })));
    network = new vis.Network(live, { nodes: new vis.DataSet(nodes), edges }, data.options);
    network.on("beforeDrawing", under);
    network.on("afterDrawing", over);
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      hide();
      if (node !== undefined && rowsOf.has(node)) on.box(node);
      else if (rowsOf.has(edge) && visible(rowsOf.get(edge)[0])) on.row(rowsOf.get(edge)[0]);
    });
    network.on("hoverNode", ({ node, pointer }) => hint(node, pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => hint(edge, pointer.DOM));
    ["blurNode", "blurEdge", "dragStart"].forEach((name) => network.on(name, hide));
    network.on("dragEnd", () => on.moved());
    whole();
  }

  function whole() {
    if (!network) return;
    const scale = live.clientWidth / data.width;
    live.style.height = Math.ceil(data.height * scale) + 2 + "px";
    network.setSize("100%", "100%");
    network.moveTo({ position: { x: data.width / 2, y: data.height / 2 }, scale });
  }

  // The map's width and height in view, of the part that the panel will not cover.
  function sight(scale, cover) {
    return [(live.clientWidth - cover) / scale, live.clientHeight / scale];
  }

  // Puts a place of the map to the left upper corner, but no further out than the map's own borders.
  function corner(x, y, scale, cover) {
    const [w, h] = sight(scale, cover);
    const left = Math.max(0, Math.min(x, data.width - w));
    const top = Math.max(0, Math.min(y, data.height - h));
    network.moveTo({ position: { x: left + live.clientWidth / scale / 2, y: top + live.clientHeight / scale / 2 }, scale });
    return [left, top];
  }

  function corners() {
    const at = network.getViewPosition();
    const scale = network.getScale();
    return [at.x - live.clientWidth / scale / 2, at.y - live.clientHeight / scale / 2, scale];
  }

  // Scrolls the page, or the full screen, to a place of the live map: that may be higher than the window.
  function scrollTo(y) {
    const mark = document.createElement("div");
    mark.style.position = "absolute";
    mark.style.top = y + "px";
    live.append(mark);
    mark.scrollIntoView({ block: "center" });
    mark.remove();
  }

  function zoom(by) {
    const least = live.clientWidth / data.width / 2;
    network.moveTo({ scale: Math.min(4, Math.max(least, network.getScale() * by)) });
    on.moved();
  }

  function move(dx, dy) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale } });
    on.moved();
  }

  live.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "Escape" && tip) hide();
    else return;
    event.preventDefault();
  });

  return {
    data,
    boxes,
    rowsOf,
    on,
    start,
    whole,
    zoom,
    get running() { return network !== null; },
    // What is shown: rows and boxes by their ids, null for all; one box may stand out.
    show(rows, lighted, focus) {
      const same = shown === rows && lit === lighted && ring === focus;
      [shown, lit, ring] = [rows, lighted, focus];
      if (!network || same) return;
      const changed = [];
      edges.forEach((edge) => {
        const hidden = Boolean(edge.row) && !visible(edge.row);
        if (Boolean(edge.hidden) !== hidden) changed.push({ id: edge.id, hidden });
      });
      if (changed.length) edges.update(changed); // which draws anew by itself
      else network.redraw();
    },
    // The place in view: [x, y, scale], rounded, or null where the whole map is.
    get view() {
      if (!network) return null;
      const at = network.getViewPosition();
      const scale = network.getScale();
      const all = live.clientWidth / data.width;
      if (Math.abs(scale - all) < 0.005 && Math.abs(at.x - data.width / 2) < 2) return null;
      return [Math.round(at.x), Math.round(at.y), Math.round((scale / all) * 100) / 100];
    },
    set view(wanted) {
      if (!network) return;
      if (!wanted) return whole();
      const [x, y, scale] = wanted;
      network.moveTo({ position: { x, y }, scale: scale * (live.clientWidth / data.width) });
    },
    centre(id) {
      const node = boxes.get(id);
      if (!network || !node) return;
      const all = live.clientWidth / data.width;
      const scale = Math.max(network.getScale(), Math.min(1, all * 2));
      const cover = on.cover();
      const [w, h] = sight(scale, cover);
      // a box that is wider than the room is read from its left
      const left = Math.min(node.x - w / 2, node.x - node.w / 2);
      const [, top] = corner(left, node.y - h / 2, scale, cover);
      scrollTo((node.y - top) * scale);
    },
    // Moves the map aside as far as a line would lie below the panel.
    clear(row) {
      if (!network) return;
      const places = new Map(data.points.map(([id, x]) => [id, x]));
      const ends = data.edges.filter((e) => e.row === row).flatMap((e) => [places.get(e.from), places.get(e.to)]);
      if (!ends.length) return;
      const cover = on.cover();
      const [left, top, scale] = corners();
      const [w] = sight(scale, cover);
      const hidden = Math.max(...ends) - (left + w);
      if (hidden > 0) corner(Math.min(left + hidden, Math.min(...ends)), top, scale, cover);
    },
    // Leaves no empty room at the map's borders once the panel is gone.
    settle() {
      if (!network) return;
      const [left, top, scale] = corners();
      if (scale < live.clientWidth / data.width) return;
      corner(left, top, scale, 0);
      on.moved();
    },
  };
})();
