// Round marks that change with the moment: rings where a hand or foot holds now, flashes at touches and findings.
const FLASH = 450; // How long a touch is seen before and after, ms.
const MOST_MARKS = 96;

class Marks {
  constructor(shared) {
    const sizes = { place: 3, corner: 2, colour: 4, shape: 2 };
    const geometry = new THREE.BufferGeometry();
    this.arrays = {};
    for (const [name, size] of Object.entries(sizes)) {
      const attribute = new THREE.BufferAttribute(new Float32Array(4 * MOST_MARKS * size), size);
      attribute.setUsage(THREE.DynamicDrawUsage);
      geometry.setAttribute(name, attribute);
      this.arrays[name] = attribute;
    }
    const index = new Uint16Array(6 * MOST_MARKS);
    for (let i = 0; i < MOST_MARKS; i++) index.set([0, 1, 2, 2, 1, 3].map((k) => 4 * i + k), 6 * i);
    geometry.setIndex(new THREE.BufferAttribute(index, 1));
    const look = { transparent: true, depthTest: false, depthWrite: false, side: THREE.DoubleSide };
    this.mesh = new THREE.Mesh(geometry, material(MARK_PLACES, MARK_PICTURE, { ...shared }, look));
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 8;
  }

  /** Shows marks {place, colour, size, core} and no others. */
  show(marks) {
    const chosen = marks.slice(0, MOST_MARKS);
    chosen.forEach(({ place, colour, size, core = 0 }, i) => {
      for (let k = 0; k < 4; k++) {
        const at = 4 * i + k;
        this.arrays.place.array.set(place, 3 * at);
        this.arrays.corner.array.set([k & 1 ? 1 : -1, k >> 1 ? 1 : -1], 2 * at);
        this.arrays.colour.array.set(colour, 4 * at);
        this.arrays.shape.array.set([size, core], 2 * at);
      }
    });
    for (const attribute of Object.values(this.arrays)) attribute.needsUpdate = true;
    this.mesh.geometry.setDrawRange(0, 6 * chosen.length);
    this.mesh.visible = chosen.length > 0;
  }
}

/** The rings of what holds at a moment. */
function holdMarks(data, motion, frame, tick, colours) {
  return data.holds
    .filter((hold) => hold.start <= tick && tick < hold.end)
    .map((hold) => {
      const place = new THREE.Vector3(...hold.at).applyQuaternion(motion.turn(frame, hold.node));
      place.add(motion.place(frame, hold.node));
      const colour = colours.get(hold.who) ?? new THREE.Color(0.8, 0.8, 0.8);
      return { place: place.toArray(), colour: [...colour.toArray(), 1], size: 10, core: 1 };
    });
}

/** Touches about a moment: a ring that grows and fades. */
function touchMarks(data, tick, colour, scale) {
  return data.touches
    .filter((touch) => Math.abs(tick - touch.tick) <= FLASH)
    .map((touch) => {
      const gone = Math.abs(tick - touch.tick) / FLASH;
      const size = scale * (8 + 14 * gone + 16 * Math.min(1, touch.speed));
      return { place: touch.at, colour: [...colour.toArray(), 1 - gone], size, core: 1 };
    });
}
