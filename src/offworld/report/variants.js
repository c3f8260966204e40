"use strict";
(() => {
  // One clock for all variants: the moment is kept here, and every video is held to it.
  const stage = document.querySelector(".together");
  const length = Number(stage.dataset.length);
  const [over, under] = stage.dataset.rate.split("/").map(Number);
  const rate = over / under;
  const whole = Math.round(rate);
  const play = stage.querySelector(".play");
  const scrub = stage.querySelector(".scrub");
  const shown = stage.querySelector(".now");
  const screens = [...stage.querySelectorAll("figure")].map((figure) => ({
    figure,
    video: figure.querySelector("video"),
    code: figure.querySelector(".code"),
    end: Number(figure.dataset.end),
  }));
  const DRIFT = 0.06;
  let since = null;
  let at = 0;
  const now = () => Math.min(length, since === null ? at : at + (performance.now() - since) / 1000);
  const two = (value) => String(value).padStart(2, "0");
  const code = (seconds) => {
    const frame = Math.floor(seconds * rate + 0.02);
    const count = Math.floor(frame / whole);
    return `${two(Math.floor(count / 3600))}:${two(Math.floor(count / 60) % 60)}:${two(count % 60)}:${two(frame % whole)}`;
  };
  const told = () => {
    const seconds = now();
    scrub.value = seconds;
    const tenths = Math.floor(seconds * 10);
    shown.textContent = `${Math.floor(tenths / 600)}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
    for (const one of screens) {
      one.code.textContent = code(Math.min(one.end, one.video ? one.video.currentTime : seconds));
      one.figure.classList.toggle("ended", seconds >= one.end);
    }
  };
  const place = (seconds) => {
    for (const { video, end } of screens) {
      // To the middle of a frame, which no rounding takes for its neighbour.
      if (video) video.currentTime = Math.min(end, (Math.floor(seconds * rate + 0.02) + 0.5) / rate);
    }
  };
  const halt = () => {
    at = now();
    since = null;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
    for (const { video } of screens) video?.pause();
    place(at);
    told();
  };
  const run = () => {
    if (at >= length) seek(0);
    since = performance.now();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    for (const { video, end } of screens) if (video && at < end) video.play();
    requestAnimationFrame(follow);
  };
  const follow = () => {
    if (since === null) return;
    const seconds = now();
    for (const { video, end } of screens) {
      if (!video || video.seeking) continue;
      if (seconds >= end) video.pause();
      else if (Math.abs(video.currentTime - seconds) > DRIFT) video.currentTime = seconds;
    }
    told();
    if (seconds >= length) halt();
    else requestAnimationFrame(follow);
  };
  const seek = (seconds) => {
    at = Math.max(0, Math.min(length, seconds));
    if (since !== null) since = performance.now();
    place(at);
    told();
  };
  const toggle = () => (since === null ? run() : halt());
  for (const { video } of screens) {
    if (!video) continue;
    video.controls = false;
    video.addEventListener("click", toggle);
    video.addEventListener("seeked", told);
    video.addEventListener("loadeddata", told);
  }
  play.addEventListener("click", toggle);
  scrub.addEventListener("input", () => seek(Number(scrub.value)));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-t]");
    if (!button) return;
    seek(Number(button.dataset.t));
    stage.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 1 : 1 / rate;
    if (event.key === " " && !event.target.closest?.("button, a, summary")) toggle();
    else if (event.key === "ArrowRight") seek(now() + step);
    else if (event.key === "ArrowLeft") seek(now() - step);
    else if (event.key === "Home") seek(0);
    else if (event.key === "End") seek(length);
    else return;
    event.preventDefault();
  });
  window.variants = { seek, toggle, now, playing: () => since !== null };
  told();
})();
