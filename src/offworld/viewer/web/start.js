// Puts the viewer into the page: pointers, keys, sizes, and the hook by which tests look at it.
function start(script, style, text) {
  const host = script.closest("[data-take3d]");
  const page = window.offworld;
  const ready = open(host, page, style, text).then((panel) => {
    host.dataset.state = "shown";
    return hook(panel);
  });
  page.take3d = ready;
  ready.catch((error) => {
    host.dataset.state = "failed";
    const words = Object.assign(document.createElement("p"), { className: "t3-help" });
    words.textContent = `This browser cannot show the take in 3D: ${error.message}`;
    host.append(words);
  });
}

async function open(host, page, style, text) {
  const sheet = Object.assign(document.createElement("style"), { textContent: style });
  document.head.append(sheet);
  const data = await unpack(text);
  host.insertAdjacentHTML("afterbegin", CONTROLS);
  const canvas = host.querySelector("canvas");
  host.style.setProperty("--aspect", data.aspect);
  const stage = new Stage(canvas, data, colours(host));
  const panel = new Panel(host, stage, page.clock);
  panel.fit();
  new ResizeObserver(() => canvas.clientWidth !== stage.width && panel.fit()).observe(canvas);
  let seen = "";
  page.clock.listen(() => {
    const now = `${page.clock.frame} ${page.clock.playing}`;
    if (now !== seen || stage.frame !== page.clock.frame) panel.update();
    seen = now;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    stage.renderer.setClearColor(colours(host).stage, 1);
    panel.update();
  });
  document.addEventListener("finding", ({ detail }) => panel.find("view") && point(panel, detail));
  pointers(panel, host.querySelector(".t3-view"));
  keys(panel);
  return panel;
}

/** The colours of the page: the stage is dark in both of its looks, so people keep the brighter ones. */
function colours(host) {
  const read = (name, other) => new THREE.Color().setStyle(
    getComputedStyle(host).getPropertyValue(name).trim() || other, THREE.LinearSRGBColorSpace);
  return {
    stage: read("--stage", "#101013"), danger: read("--t3-danger", "#ff6a5c"), camera: read("--t3-camera", "#f2ead8"),
    prop: read("--t3-prop", "#cfc9bb"), people: Array.from({ length: 8 }, (_, i) => read(`--t3-p${i}`, "#bbbbbb")),
  };
}

/** Shows who a finding is about: in the free view they come into the middle. */
function point(panel, { who }) {
  const { stage } = panel;
  const person = stage.data.people.find(({ id }) => who.includes(id));
  if (person && stage.eye.kind === "free") stage.keep(person.id);
  panel.update();
}

function pointers(panel, view) {
  const { stage } = panel;
  const held = new Map();
  const size = () => stage.canvas.clientHeight || 1;
  const spread = () => {
    const [a, b] = [...held.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  view.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button, input, select")) return;
    view.setPointerCapture(event.pointerId);
    view.focus({ preventScroll: true });
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  view.addEventListener("pointermove", (event) => {
    const last = held.get(event.pointerId);
    if (!last) return;
    const [x, y] = [(event.clientX - last.x) / size(), (event.clientY - last.y) / size()];
    if (!x && !y) return;
    stage.release();
    const before = held.size === 2 ? spread() : 0;
    Object.assign(last, { x: event.clientX, y: event.clientY });
    if (held.size === 2) {
      stage.orbit.zoom(before / Math.max(spread(), 1));
      stage.around = null;
      stage.orbit.pan(x / 2, y / 2);
    } else if (event.buttons & 2 || event.shiftKey) {
      stage.around = null;
      stage.orbit.pan(x, y);
    } else if (event.altKey) {
      stage.up = "none";
      stage.orbit.roll(3 * x);
    } else {
      stage.orbit.round(3.6 * x, 3.6 * y, stage.upNow());
    }
    panel.update();
  });
  for (const name of ["pointerup", "pointercancel"]) view.addEventListener(name, (event) => held.delete(event.pointerId));
  view.addEventListener("contextmenu", (event) => event.preventDefault());
  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    stage.release();
    stage.orbit.zoom(Math.exp(0.0012 * Math.max(-300, Math.min(300, event.deltaY))));
    panel.update();
  }, { passive: false });
  view.addEventListener("dblclick", (event) => {
    const box = stage.canvas.getBoundingClientRect();
    const near = stage.data.people
      .map(({ id, chest, head }) => ({ id, away: Math.min(...[chest, head].map((node) => {
        const [x, y, depth] = stage.project(node);
        return depth < 0 ? 1e9 : Math.hypot(x * box.width + box.left - event.clientX, y * box.height + box.top - event.clientY);
      })) }))
      .sort((a, b) => a.away - b.away)[0];
    if (near && near.away < 0.2 * box.height) stage.keep(near.id);
    panel.update();
  });
}

function keys(panel) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !panel.seen()) return;
    if (event.target.closest?.("input:not([type=range]):not([type=checkbox]), textarea, select")) return;
    const camera = panel.stage.cameras[Number(event.key) - 1];
    if (event.key === "0") panel.look("cuts");
    else if (camera) panel.look(`camera ${camera.id}`);
    else if (event.key.toLowerCase() === "f") panel.look("free");
    else if (event.key.toLowerCase() === "o") { panel.stage.overview(); panel.update(); }
    else return;
    event.preventDefault();
  });
}

/** What tests use: the same stage, asked directly. */
function hook(panel) {
  const { stage, clock } = panel;
  const look = ({ frame, eye, ghosts }) => {
    if (frame !== undefined) clock.to(frame);
    if (eye) panel.look(eye);
    if (ghosts !== undefined) stage.show.ghosts = ghosts;
    panel.draw();
  };
  return {
    look,
    nodes: stage.data.nodes,
    cameras: stage.cameras.map(({ id }) => id),
    state: () => ({ frame: stage.frame, eye: stage.eye, around: stage.around, up: stage.up, seconds: clock.seconds }),
    /** Waits until the last picture is really there, and says when that was: ms since the page was asked for. */
    settled() {
      const gl = stage.renderer.getContext();
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      return performance.now();
    },
    project: (points) => points.map(([node, local]) => stage.project(stage.data.nodes.indexOf(node), local)),
    picture({ width, flat, ...asked }) {
      stage.flat(flat ?? null);
      stage.resize(width, Math.round(width / stage.data.aspect), 1);
      look(asked);
      const url = stage.canvas.toDataURL("image/png");
      stage.flat(null);
      panel.fit();
      return url;
    },
  };
}
