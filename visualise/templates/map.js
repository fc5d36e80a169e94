
"use strict";
(function () {
  const live = document.getElementById("map-live");
  const tools = document.getElementById("map-tools");
  const figure = live.parentElement;
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const roomy = window.matchMedia("(min-width: 800px)");
  const STEP = 60;
  let network = null;

  function font(kind) {
    const [size, bold] = data.fonts[kind];
    return (bold ? "bold " : "") + size + "px Arial, Helvetica, sans-serif";
  }

  const INK = { note: "#383838", tag: "#383838", empty: "#484949", body: "#fff", about: "#fff", mark: "#fff" };

  function write(ctx, [x, y, text, kind, room, anchor]) {
    ctx.font = font(kind);
    ctx.fillStyle = INK[kind] || "#0b0c0c";
    ctx.textAlign = anchor === "end" ? "right" : anchor === "middle" ? "center" : "left";
    ctx.textBaseline = "alphabetic";
    // a font that stands in for Arial is squeezed into the room that was computed
    ctx.fillText(text, x, y, room);
  }

  function box(node) {
    return function ({ ctx, x, y, state }) {
      return {
        drawNode() {
          ctx.save();
          ctx.beginPath();
          ctx.rect(x - node.w / 2, y - node.h / 2, node.w, node.h);
          ctx.fillStyle = node.kind === "body" ? "#0b0c0c" : "#fff";
          ctx.fill();
          ctx.setLineDash(state.hover ? [] : node.dashes);
          ctx.lineWidth = state.hover ? 3 : 1.5;
          ctx.strokeStyle = state.hover || node.kind === "body" ? "#0b0c0c" : "#505a5f";
          ctx.stroke();
          node.texts.forEach((text) => write(ctx, text));
          ctx.restore();
        },
        nodeDimensions: { width: node.w, height: node.h },
      };
    };
  }

  // What shows on resting is the text of the rows in the table: elements are copied, nothing is read as HTML.
  function tip(rows) {
    const all = document.createElement("div");
    rows.forEach((id) => {
      const row = document.getElementById(id);
      const cells = Array.from(row.cells);
      const head = document.createElement("p");
      const more = cells[4].textContent ? " (" + cells[4].textContent + ")" : "";
      head.textContent = cells.slice(0, 3).map((c) => c.textContent).join(" ") + more + ". Status: " + cells[3].textContent + ".";
      all.append(head);
      const sources = cells[5].firstElementChild.cloneNode(true);
      const rest = sources.children.length - 3;
      while (sources.children.length > 3) sources.lastElementChild.remove();
      if (rest > 0) {
        const line = document.createElement("li");
        line.textContent = "and " + rest + " more, in the table";
        sources.append(line);
      }
      all.append(sources);
    });
    return all;
  }

  function show(rows) {
    document.querySelectorAll("tr.here").forEach((row) => row.classList.remove("here"));
    rows.forEach((id) => document.getElementById(id).classList.add("here"));
    window.location.hash = rows[0];
    document.getElementById(rows[0]).focus({ preventScroll: true });
  }

  function whole() {
    const scale = live.clientWidth / data.width;
    live.style.height = Math.ceil(data.height * scale) + 2 + "px";
    network.setSize("100%", "100%");
    network.redraw();
    network.moveTo({ position: { x: data.width / 2, y: data.height / 2 }, scale });
  }

  function zoom(by) {
    const least = live.clientWidth / data.width / 2;
    network.moveTo({ scale: Math.min(4, Math.max(least, network.getScale() * by)) });
  }

  function move(dx, dy) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale } });
  }

  function start() {
    const nodes = data.nodes.map((node) =>
      node.shape === "custom"
        ? { id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: box(node), title: node.rows.length ? tip(node.rows) : undefined }
        : node
    );
    const edges = data.edges.map((edge) => (edge.row ? Object.assign({}, edge, { title: tip([edge.row]) }) : edge));
    const rowsOf = new Map(data.nodes.filter((n) => n.rows && n.rows.length).map((n) => [n.id, n.rows]));
    data.edges.filter((e) => e.row).forEach((e) => rowsOf.set(e.id, [e.row]));
    live.hidden = false;
    tools.hidden = false;
    live.style.maxWidth = data.width + "px";
    live.style.height = Math.ceil((live.clientWidth * data.height) / data.width) + "px";
    network = new vis.Network(live, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, data.options);
    network.on("beforeDrawing", (ctx) => {
      ctx.fillStyle = "#fff";
      ctx.fillRect(0, 0, data.width, data.height);
      ctx.fillStyle = "#f3f2f1";
      data.frames.forEach(([x, y, w, h]) => ctx.fillRect(x, y, w, h));
      data.texts.forEach((text) => write(ctx, text));
    });
    network.on("afterDrawing", (ctx) => {
      data.signs.forEach(([x, y, sign, colour]) => {
        ctx.fillStyle = "#fff";
        ctx.strokeStyle = colour;
        ctx.lineWidth = 1;
        ctx.setLineDash([]);
        ctx.fillRect(x - 6, y - 8, 12, 16);
        ctx.strokeRect(x - 6, y - 8, 12, 16);
        write(ctx, [x, y + 5.5, sign, "sign", 12, "middle"]);
      });
      data.labels.forEach(([x, y, w, h, texts]) => {
        ctx.setLineDash([]);
        ctx.fillStyle = "#fff";
        ctx.fillRect(x - w / 2, y - h / 2, w, h);
        texts.forEach((text) => write(ctx, text));
      });
      data.marks.forEach(([x, y, letter, colour]) => {
        ctx.setLineDash([]);
        ctx.fillStyle = colour;
        ctx.beginPath();
        ctx.arc(x, y, 8, 0, 2 * Math.PI);
        ctx.fill();
        write(ctx, [x, y + 4, letter, "mark", 16, "middle"]);
      });
    });
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      const rows = rowsOf.get(node) || rowsOf.get(edge);
      if (rows) show(rows);
    });
    const pointer = (shape) => () => { live.style.cursor = shape; };
    ["hoverNode", "hoverEdge"].forEach((name) => network.on(name, pointer("pointer")));
    ["blurNode", "blurEdge"].forEach((name) => network.on(name, pointer("")));
    // the still picture stays in the page for print
    figure.classList.add("live");
    whole();
  }

  document.getElementById("map-in").addEventListener("click", () => zoom(1.3));
  document.getElementById("map-out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("map-whole").addEventListener("click", whole);
  live.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else return;
    event.preventDefault();
  });

  // On a narrow screen the still picture in one column is the better map: it scrolls with the page.
  function fit() {
    if (!roomy.matches) {
      figure.classList.remove("live");
      live.hidden = tools.hidden = true;
    } else if (network === null) start();
    else {
      live.hidden = tools.hidden = false;
      figure.classList.add("live");
      whole();
    }
  }
  let waiting = 0;
  let before = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (window.innerWidth !== before) fit();
      before = window.innerWidth;
    }, 100);
  });
  before = window.innerWidth;
  fit();
})();
