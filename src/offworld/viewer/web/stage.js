// Everything that is seen, and the eye that sees it. Nothing is drawn unless something has changed.
const NEAR = 0.04; // As the pictures of the film have it, metres.
const FAR = 60;
const CLEARING = 1.2; // Room left before a person whom the free view goes round, metres.

class Stage {
  constructor(canvas, data, palette) {
    this.data = data;
    this.canvas = canvas;
    this.colours = palette;
    this.shared = surroundings(data);
    this.motion = new Motion(data, data.motion, data.nodes.length);
    this.scene = new THREE.Scene();
    this.lens = new THREE.PerspectiveCamera(40, data.aspect, NEAR, FAR);
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true });
    this.renderer.outputColorSpace = THREE.LinearSRGBColorSpace; // Colours are as a screen expects them already.
    this.renderer.setClearColor(palette.stage, 1);
    this.frame = 0;
    this.aspect = data.aspect;
    this.eye = { kind: "cuts" };
    this.around = null; // Person that the free view keeps in its middle; null: a fixed place.
    this.up = "none";
    this.show = { names: true, ways: true, holds: true, touches: true, cameras: true, ghosts: false };
    this.orbit = new Orbit(0.36);
    this.build();
  }

  build() {
    const { data, shared, colours } = this;
    this.set = rigid(data, data.look.set, SET_PICTURE, shared);
    this.moving = data.look.moving.map((told) => {
      const mesh = rigid(data, told, MOVING_PICTURE, shared);
      const who = data.nodes[told.node].split("/");
      return { node: told.node, who: who.length > 1 ? who[0] : "", mesh };
    });
    this.bodies = data.look.bodies.map((told, number) => new Body(data, Object.assign(told, { number }), shared));
    const told = new Map(data.look.bodies.map((body) => [body.id, body]));
    this.ghosts = data.ghosts
      .filter((ghost) => told.has(ghost.who))
      .map((ghost) => new Ghost(data, ghost, told.get(ghost.who), shared, this.colourOf(ghost.who)));
    this.ways = data.people.map((person) => wayOf(this.motion, person.chest, this.colourOf(person.id), shared));
    this.cameras = data.cameras.map((each) => new FilmCamera(data, each, shared, colours.camera));
    this.marks = new Marks(shared);
    for (const mesh of [this.set, this.marks.mesh, ...this.ways]) this.scene.add(mesh);
    for (const { mesh } of [...this.moving, ...this.bodies, ...this.cameras]) this.scene.add(mesh);
    for (const { body } of this.ghosts) this.scene.add(body.mesh);
    const points = this.set.geometry.getAttribute("position").array;
    const every = Math.max(1, Math.floor(points.length / 9000)); // Enough of them to know how large the set is.
    this.outline = points.filter((_, i) => Math.floor(i / 3) % every === 0);
  }

  colourOf(who) {
    const person = this.data.people.find(({ id }) => id === who);
    return person ? this.colours.people[person.colour] : this.colours.prop;
  }

  get tick() { return (1000 * this.frame * this.data.rate[1]) / this.data.rate[0]; }

  /** The film camera that is looked through; null in the free view. */
  through() {
    if (this.eye.kind === "free") return null;
    const cut = this.data.cuts.filter(([frame]) => frame <= this.frame).at(-1);
    const id = this.eye.kind === "camera" ? this.eye.id : cut?.[1];
    return this.cameras.find((camera) => camera.id === id) ?? this.cameras[0];
  }

  chest(who, made = new THREE.Vector3()) {
    return this.motion.place(this.frame, this.data.people.find(({ id }) => id === who).chest, made);
  }

  /** The direction that the top of the free view follows; null: none. */
  upNow() {
    if (this.up === "set") return new THREE.Vector3(...this.data.room.up);
    const person = this.data.people.find(({ id }) => id === this.up);
    return person ? new THREE.Vector3(0, 0, 1).applyQuaternion(this.motion.turn(this.frame, person.head)) : null;
  }

  /** Starts the free view from the lens that is looked through, so that the picture stays. */
  release() {
    const camera = this.through();
    if (!camera) return;
    const pose = camera.pose(this.frame);
    const ahead = new THREE.Vector3(0, 0, -1).applyQuaternion(pose.turn);
    const depths = this.data.people
      .map(({ id }) => this.chest(id).sub(pose.place).dot(ahead))
      .filter((depth) => depth > 0.4);
    this.orbit.leave(pose, depths.length ? Math.min(...depths) : 2, camera.tall * this.more());
    this.eye = { kind: "free" };
    this.around = null;
    this.up = "none";
  }

  /** The whole room from a high corner outside; one looks in through the walls that face away. */
  overview() {
    const { low, high } = this.data.room;
    const size = new THREE.Vector3(...high.map((value, i) => value - low[i]));
    const up = new THREE.Vector3(...this.data.room.up);
    const long = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      .map((axis) => new THREE.Vector3(...axis))
      .filter((axis) => Math.abs(axis.dot(up)) < 0.7)
      .sort((a, b) => b.dot(size) - a.dot(size))[0];
    const side = new THREE.Vector3().crossVectors(up, long);
    const way = side.multiplyScalar(1).addScaledVector(long, -0.5).addScaledVector(up, -0.55).normalize();
    this.orbit.overview(this.outline, way, up, this.aspect);
    this.eye = { kind: "free" };
    this.around = null;
    this.up = "set";
  }

  /** Keeps a person in the middle of the free view; null lets go. */
  keep(who) {
    if (this.eye.kind !== "free") this.release();
    this.around = who;
    if (who) {
      this.orbit.middle.copy(this.chest(who));
      this.orbit.distance = Math.min(this.orbit.distance, 2.6);
    }
  }

  aim() {
    const camera = this.through();
    const { lens, orbit } = this;
    if (camera) {
      const { place, turn } = camera.pose(this.frame);
      lens.position.copy(place);
      lens.quaternion.copy(turn);
    } else {
      if (this.around) orbit.middle.copy(this.chest(this.around));
      const up = this.upNow();
      if (up) orbit.level(up);
      lens.position.copy(orbit.place());
      lens.quaternion.copy(orbit.turn);
    }
    lens.fov = (360 / Math.PI) * Math.atan(camera ? camera.tall * this.more() : orbit.tall);
    lens.aspect = this.aspect;
    lens.updateProjectionMatrix();
    lens.updateMatrixWorld();
    this.shared.eye.value.copy(lens.position);
    // Walls between the eye and the person whom it goes round are left out.
    this.shared.cut.value = !camera && this.around ? Math.max(0, orbit.distance - CLEARING) : 0;
    return camera;
  }

  pose(camera) {
    const { motion, frame } = this;
    for (const { node, mesh } of this.moving) {
      mesh.matrix.compose(motion.place(frame, node), motion.turn(frame, node), new THREE.Vector3(1, 1, 1));
      mesh.matrixWorldNeedsUpdate = true;
      mesh.visible = !camera || !camera.own.includes(node);
    }
    for (const body of this.bodies) {
      body.follow(motion, frame);
      body.mesh.visible = !camera || !camera.own.includes(body.nodes[0]);
    }
    for (const each of this.cameras) each.follow(frame);
    for (const ghost of this.ghosts) ghost.follow(frame);
  }

  /** What is drawn over the scene: only in the free view, because a picture of the film is to be seen as it is. */
  overlay(free) {
    const { show, tick } = this;
    this.shared.now.value = this.frame;
    for (const mesh of this.ways) mesh.visible = free && show.ways;
    for (const { mesh } of this.cameras) mesh.visible = free && show.cameras;
    for (const { body } of this.ghosts) body.mesh.visible = show.ghosts;
    const people = new Map(this.data.people.map(({ id }) => [id, this.colourOf(id)]));
    const holds = free && show.holds ? holdMarks(this.data, this.motion, this.frame, tick, people) : [];
    const scale = this.renderer.getPixelRatio();
    const touches = free && show.touches ? touchMarks(this.data, tick, this.colours.danger, 1) : [];
    this.marks.show([...holds, ...touches].map((mark) => ({ ...mark, size: mark.size * scale })));
  }

  draw() {
    const camera = this.aim();
    this.pose(camera);
    this.overlay(!camera);
    this.renderer.getDrawingBufferSize(this.shared.screen.value);
    this.renderer.render(this.scene, this.lens);
    return camera;
  }

  /** How much taller what is shown is than the picture of the film, where there is room for more. */
  more() { return Math.max(1, this.data.aspect / this.aspect); }

  /** Sets the size of the picture in pixels of the page, each of them so many pixels of the screen. */
  resize(width, height, ratio) {
    Object.assign(this, { width, aspect: width / height });
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
  }

  /** Paints each person in one flat colour and all else black, or as usual again: for tests that compare outlines. */
  flat(colours) {
    const paint = (uniforms, who) => {
      uniforms.flatShare.value = colours ? 1 : 0;
      if (colours) uniforms.flatColour.value.set(...(colours[who] ?? [0, 0, 0]));
    };
    paint(this.set.material.uniforms, "");
    for (const { who, mesh } of this.moving) paint(mesh.material.uniforms, who);
    for (const body of this.bodies) paint(body.uniforms, body.id);
  }

  /** Where a place on a node is drawn: x and y as shares of the picture from its top left corner, depth in metres. */
  project(node, local = [0, 0, 0]) {
    const place = new THREE.Vector3(...local).applyQuaternion(this.motion.turn(this.frame, node));
    place.add(this.motion.place(this.frame, node));
    return this.onPicture(place);
  }

  onPicture(place) {
    const depth = -place.clone().applyMatrix4(this.lens.matrixWorldInverse).z;
    const { x, y } = place.clone().project(this.lens);
    return [0.5 + 0.5 * x, 0.5 - 0.5 * y, depth];
  }
}
