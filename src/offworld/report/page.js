"use strict";
(() => {
  // One clock for all that shows a moment: the animatic if there is one, else a clock of its own.
  const video = document.querySelector("video");
  const lanes = document.querySelector("[data-length]");
  const three = document.querySelector("[data-take3d]");
  const length = lanes ? Number(lanes.dataset.length) : 0;
  const [over, under] = (three?.dataset.rate ?? "25/1").split("/").map(Number);
  const rate = over / under;
  const frames = Number(three?.dataset.frames ?? Math.max(1, Math.floor(length * rate)));
  const listeners = [];
  const own = { seconds: 0, since: null };
  const now = () => Math.min(length, own.since === null ? own.seconds : own.seconds + (performance.now() - own.since) / 1000);
  const clock = {
    get seconds() { return video ? video.currentTime : now(); },
    // A hair more than nothing, so that a moment told in ms falls into the frame that it begins.
    get frame() { return Math.max(0, Math.min(frames - 1, Math.floor(clock.seconds * rate + 0.02))); },
    get playing() { return video ? !video.paused && !video.ended : own.since !== null; },
    seek(seconds) {
      const goal = Math.max(0, Math.min(length || Infinity, seconds));
      if (video) video.currentTime = goal;
      else Object.assign(own, { seconds: goal, since: clock.playing ? performance.now() : null });
      told();
    },
    // To the middle of a frame, which no rounding takes for its neighbour.
    to(frame) { clock.seek((Math.max(0, Math.min(frames - 1, frame)) + 0.5) / rate); },
    step(count) { clock.to(clock.frame + count); },
    toggle() {
      if (clock.playing) video ? video.pause() : Object.assign(own, { seconds: now(), since: null });
      else {
        if (clock.frame >= frames - 1) clock.to(0);
        if (video) video.play();
        else own.since = performance.now();
      }
      told();
    },
    listen(heard) { listeners.push(heard); },
  };
  window.offworld = { clock };

  let following = false;
  const told = () => {
    if (length > 0) lanes.style.setProperty("--now", `${Math.min(100, (100 * clock.seconds) / length)}%`);
    for (const heard of listeners) heard();
    if (!video && clock.playing && now() >= length) clock.toggle();
    if (clock.playing && !following) {
      following = true;
      requestAnimationFrame(() => { following = false; told(); });
    }
  };
  for (const name of ["timeupdate", "play", "pause", "seeking", "seeked", "loadedmetadata"]) video?.addEventListener(name, told);

  // The stage shows the animatic, the take in 3D, or both; the 3D is loaded when it is first asked for.
  const stage = document.querySelector(".stage");
  const show = (what) => {
    stage.dataset.show = what;
    for (const button of stage.querySelectorAll("button[data-show]")) {
      button.setAttribute("aria-pressed", button.dataset.show === what);
    }
    if (what !== "film" && !three.dataset.state) {
      three.dataset.state = "loading";
      const script = document.createElement("script");
      script.src = three.dataset.take3d;
      script.addEventListener("error", () => { three.dataset.state = "failed"; three.textContent = `${three.dataset.take3d} is not beside this page.`; });
      three.append(script);
    }
    told();
  };
  if (three) {
    stage.addEventListener("click", ({ target }) => target.matches("button[data-show]") && show(target.dataset.show));
    const asked = { "#3d": "3d", "#both": "both" };
    if (asked[location.hash] || !video) show(asked[location.hash] ?? "3d");
  }

  // Whatever has a moment leads there; a finding also says what it is.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-t]");
    if (!button || (!video && !three)) return;
    const seconds = Number(button.dataset.t);
    if (three) clock.to(Math.floor(seconds * rate + 0.02));
    else clock.seek(seconds);
    stage?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    if (button.dataset.what) tell(button);
  });
  const tell = (dot) => {
    const card = document.querySelector(".told") ?? lanes.insertAdjacentElement("afterend", document.createElement("div"));
    card.className = `told ${dot.dataset.weight}`;
    card.setAttribute("role", "status");
    const parts = [["who", dot.dataset.who], ["what", dot.dataset.what], ["remedy", dot.dataset.help]];
    card.replaceChildren(...parts.filter(([, words]) => words).map(([kind, words]) => {
      return Object.assign(document.createElement("p"), { className: kind, textContent: words });
    }));
    document.dispatchEvent(new CustomEvent("finding", { detail: { who: dot.dataset.who.split(", ") } }));
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (!video && !three)) return;
    const on = event.target;
    if (on.closest?.("input:not([type=range]):not([type=checkbox]), textarea, select, video")) return;
    const step = event.shiftKey ? Math.round(rate) : 1;
    if (event.key === " " && !on.closest?.("button, summary, a, input")) clock.toggle();
    else if (event.key === "ArrowRight") clock.step(step);
    else if (event.key === "ArrowLeft") clock.step(-step);
    else return;
    event.preventDefault();
  });
  told();
})();
