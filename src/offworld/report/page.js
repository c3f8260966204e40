"use strict";
(() => {
  const video = document.querySelector("video");
  const lanes = document.querySelector("[data-length]");
  const length = lanes ? Number(lanes.dataset.length) : 0;
  if (!video) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-t]");
    if (!button) return;
    video.currentTime = Math.max(0, Number(button.dataset.t));
    video.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  const follow = () => {
    if (length > 0) lanes.style.setProperty("--now", `${Math.min(100, (100 * video.currentTime) / length)}%`);
    if (!video.paused) requestAnimationFrame(follow);
  };
  for (const name of ["timeupdate", "play", "seeked"]) video.addEventListener(name, follow);
})();
