// What one can press: which eye, what is shown, time; and the names that lie over the picture.
const CONTROLS = `
<div class="t3-view" tabindex="0" role="application" aria-label="the take in 3D">
  <canvas></canvas><i class="t3-mask"></i><i class="t3-mask"></i><div class="t3-names"></div><p class="t3-line" aria-live="off"></p>
  <div class="t3-slate"><span class="t3-eye"></span><span class="t3-time"></span></div>
</div>
<div class="t3-bar t3-transport">
  <button type="button" class="t3-play" aria-label="play or pause">▶</button>
  <input type="range" class="t3-scrub" min="0" step="1" value="0" aria-label="frame">
</div>
<div class="t3-bar">
  <div class="t3-eyes" role="group" aria-label="look through"></div>
  <span class="t3-free"><label>around <select class="t3-around"></select></label>
  <label>up <select class="t3-up"></select></label></span>
  <span class="t3-gap"></span>
  <button type="button" class="t3-save" title="save this picture as a file">Save</button>
  <button type="button" class="t3-full" title="the whole screen">Full screen</button>
</div>
<div class="t3-bar t3-layers"></div>
<p class="t3-help">drag: go round · wheel or pinch: nearer · right drag: aside · Alt drag: roll ·
double click: a person into the middle · 0 cuts · 1–9 cameras · F free · O whole room · space, ← →</p>`;

const SLOW = 90; // Time between pictures from which fewer pixels are drawn while something moves, ms.
const COARSE = 0.55; // How many of them, along each side.

const LAYERS = {
  names: "names", ways: "ways", holds: "holds", touches: "touches", cameras: "cameras", ghosts: "as imagined",
};

class Panel {
  constructor(host, stage, clock) {
    Object.assign(this, { host, stage, clock });
    this.find = (name) => host.querySelector(`.t3-${name}`);
    this.labels = new Map();
    this.eyes();
    this.choices();
    this.layers();
    this.find("scrub").max = stage.data.frames - 1;
    this.find("scrub").addEventListener("input", (event) => clock.to(Number(event.target.value)));
    this.find("play").addEventListener("click", () => clock.toggle());
    this.find("save").addEventListener("click", () => this.save());
    this.find("full").addEventListener("click", () => this.full());
  }

  eyes() {
    const { cameras, data } = this.stage;
    const names = [["cuts", "Cuts", "as the film is cut"]];
    cameras.forEach(({ id, lens, by }) => names.push([`camera ${id}`, id, `${lens} mm${by ? `, held by ${by}` : ""}`]));
    names.push(["free", "Free", "go where you like"]);
    if (!data.cuts.length) names.shift();
    for (const [key, word, title] of names) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: word, title });
      button.dataset.eye = key;
      button.addEventListener("click", () => this.look(key));
      this.find("eyes").append(button);
    }
  }

  /** Looks through `cuts`, `camera B` or `free`. */
  look(key) {
    const { stage } = this;
    if (key === "free") stage.eye.kind === "free" ? stage.overview() : stage.release();
    else if (key === "cuts") stage.eye = { kind: "cuts" };
    else stage.eye = { kind: "camera", id: key.slice("camera ".length) };
    this.update();
  }

  choices() {
    const fill = (select, pairs) => select.append(...pairs.map(([value, word]) => new Option(word, value)));
    const people = this.stage.data.people.map(({ id }) => [id, id]);
    fill(this.find("around"), [["", "a place"], ["room", "the room"], ...people]);
    fill(this.find("up"), [["none", "nobody's"], ["set", "the set's"], ...people.map(([id]) => [id, `${id}'s`])]);
    this.find("around").addEventListener("change", ({ target }) => {
      if (target.value === "room") this.stage.overview();
      else this.stage.keep(target.value || null);
      this.update();
    });
    this.find("up").addEventListener("change", ({ target }) => {
      this.stage.release();
      this.stage.up = target.value;
      this.update();
    });
  }

  layers() {
    const { show, ghosts } = this.stage;
    for (const [key, word] of Object.entries(LAYERS)) {
      if (key === "ghosts" && !ghosts.length) continue;
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: show[key] });
      box.addEventListener("change", () => { show[key] = box.checked; this.update(); });
      label.dataset.layer = key;
      label.append(box, ` ${word}`);
      this.find("layers").append(label);
    }
  }

  /** Draws soon, once however often it is asked; while much moves on a slow machine, with fewer pixels. */
  update() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame((moment) => {
      this.asked = false;
      const since = moment - (this.drawn ?? 0);
      this.drawn = moment;
      // A single change may take its time; many in a row should flow.
      this.row = since < 500 ? (this.row ?? 0) + 1 : 0;
      this.pace = this.row ? 0.7 * this.pace + 0.3 * since : 0;
      const share = this.row > 3 && this.pace > SLOW ? COARSE : 1;
      if (share !== this.share) this.fit(share);
      else this.draw();
      clearTimeout(this.rest);
      if (share < 1) this.rest = setTimeout(() => this.fit(), 350);
    });
  }

  /** Makes the picture as large as its place, with this share of the screen's pixels, and draws it. */
  fit(share = 1) {
    this.share = share;
    const { canvas } = this.stage;
    const width = canvas.clientWidth || 640;
    this.stage.resize(width, canvas.clientHeight || 360, share * Math.min(window.devicePixelRatio || 1, 2));
    this.host.style.setProperty("--mask", `${50 * (1 - 1 / this.stage.more())}%`);
    this.draw();
  }

  /** Whether the stage of the page shows the 3D now. */
  seen() { return this.host.getClientRects().length > 0; }

  draw() {
    const { stage, clock } = this;
    if (!this.seen()) return;
    stage.frame = Math.min(clock.frame, stage.data.frames - 1);
    const camera = stage.draw();
    const key = stage.eye.kind === "camera" ? `camera ${stage.eye.id}` : stage.eye.kind;
    for (const button of this.find("eyes").children) {
      button.setAttribute("aria-pressed", button.dataset.eye === key);
      button.classList.toggle("live", key === "cuts" && camera && button.dataset.eye === `camera ${camera.id}`);
    }
    this.host.classList.toggle("t3-is-free", !camera);
    this.find("eye").textContent = camera ? `${camera.id}   ${camera.lens} mm${camera.by ? `   ${camera.by}` : ""}` : "free";
    this.find("time").textContent = `${clockText(stage.tick)}   frame ${stage.frame}`;
    this.find("scrub").value = stage.frame;
    this.find("play").textContent = clock.playing ? "❚❚" : "▶";
    this.find("up").value = stage.up;
    this.find("around").value = stage.around ?? "";
    const said = stage.data.lines.filter(({ tick, end }) => tick <= stage.tick && stage.tick < end);
    this.find("line").textContent = said.map(({ who, text }) => `${who}: ${text}`).join(" — ");
    this.names(!camera);
  }

  names(free) {
    const { stage } = this;
    const wanted = [];
    if (free && stage.show.names) {
      for (const { id, head } of stage.data.people) {
        const over = new THREE.Vector3(0, 0, 0.3).applyQuaternion(stage.motion.turn(stage.frame, head));
        wanted.push([`p ${id}`, id, over.add(stage.motion.place(stage.frame, head)), stage.colourOf(id)]);
      }
    }
    if (free && stage.show.cameras) {
      for (const camera of stage.cameras) wanted.push([`c ${camera.id}`, camera.id, camera.pose(stage.frame).place, null]);
    }
    const seen = new Set();
    const taken = [];
    for (const [key, word, place, colour] of wanted) {
      const [x, y, depth] = stage.onPicture(place);
      if (depth < 0.1) continue;
      seen.add(key);
      if (!this.labels.has(key)) this.labels.set(key, this.label(word, colour));
      const [across, start] = [x * stage.canvas.clientWidth, y * stage.canvas.clientHeight];
      let down = start;
      while (taken.some(([a, d]) => Math.abs(a - across) < 56 && Math.abs(d - down) < 17)) down += 17;
      taken.push([across, down]);
      this.labels.get(key).style.translate = `${across.toFixed(1)}px ${down.toFixed(1)}px`;
    }
    for (const [key, label] of this.labels) label.hidden = !seen.has(key);
  }

  label(word, colour) {
    const label = Object.assign(document.createElement("span"), { textContent: word });
    label.className = colour ? "person" : "camera";
    if (colour) label.style.setProperty("--colour", `#${colour.getHexString(THREE.LinearSRGBColorSpace)}`);
    this.find("names").append(label);
    return label;
  }

  save() {
    this.draw();
    const link = document.createElement("a");
    const { stage } = this;
    link.download = `scene-${stage.data.scene}-${this.find("eye").textContent.split(" ")[0]}-${stage.frame}.png`;
    link.href = stage.canvas.toDataURL("image/png");
    link.click();
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.host.requestFullscreen?.();
  }
}

/** A moment in ms as minutes, seconds and tenths. */
function clockText(tick) {
  const tenths = Math.round(tick / 100);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
}
