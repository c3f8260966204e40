// Lines with a width in pixels: the ways of people, and the outlines of cameras.
/** A mesh of strips from pieces {a, b, colour, moment}; a moment below zero never fades. */
function strips(pieces, shared, wide, more = {}) {
  const count = pieces.length;
  const data = { start: 3, end: 3, corner: 2, colour: 4, moment: 1 };
  const arrays = Object.fromEntries(Object.entries(data).map(([name, size]) => [name, new Float32Array(4 * count * size)]));
  const index = new Uint32Array(6 * count);
  pieces.forEach(({ a, b, colour, moment = -1 }, i) => {
    for (let k = 0; k < 4; k++) {
      const at = 4 * i + k;
      arrays.start.set(a, 3 * at);
      arrays.end.set(b, 3 * at);
      arrays.corner.set([k >> 1, k & 1 ? 1 : -1], 2 * at);
      arrays.colour.set(colour, 4 * at);
      arrays.moment[at] = moment;
    }
    index.set([0, 2, 1, 1, 2, 3].map((k) => 4 * i + k), 6 * i);
  });
  const geometry = new THREE.BufferGeometry();
  for (const [name, size] of Object.entries(data)) {
    geometry.setAttribute(name, new THREE.BufferAttribute(arrays[name], size));
  }
  geometry.setIndex(new THREE.BufferAttribute(index, 1));
  const uniforms = { ...shared, wide: { value: wide } };
  const look = { transparent: true, depthWrite: false, side: THREE.DoubleSide, ...more };
  const mesh = new THREE.Mesh(geometry, material(LINE_PLACES, LINE_PICTURE, uniforms, look));
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.renderOrder = 3;
  return mesh;
}

/** The way of a person's chest through the take. */
function wayOf(motion, node, colour, shared) {
  const pieces = [];
  const step = Math.max(1, Math.round(motion.frames / 400));
  for (let frame = step; frame < motion.frames; frame += step) {
    const a = motion.place(frame - step, node).toArray();
    const b = motion.place(frame, node).toArray();
    pieces.push({ a, b, colour: [...colour.toArray(), 0.9], moment: frame });
  }
  return strips(pieces, shared, 2.4);
}
