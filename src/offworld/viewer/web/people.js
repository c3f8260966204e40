// People: a mesh that follows sixteen segments.
const SEGMENTS = 16;

class Body {
  constructor(data, told, shared, more = {}) {
    this.nodes = told.nodes;
    this.id = told.id;
    this.uniforms = surface(shared);
    this.uniforms.turns = { value: Array.from({ length: SEGMENTS }, () => new THREE.Vector4(0, 0, 0, 1)) };
    this.uniforms.sites = { value: Array.from({ length: SEGMENTS }, () => new THREE.Vector3()) };
    const paint = material(BODY_PLACES, MOVING_PICTURE, this.uniforms, more);
    this.mesh = new THREE.Mesh(told.geometry ?? (told.geometry = bodyGeometry(data, told)), paint);
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.parts = told.hands.map((hand) => new Hand(data, hand, this.mesh.geometry));
    told.eyes.forEach((eye, side) => this.parts.push(new Eye(data, eye, 2 * told.number + side, this.mesh.geometry)));
  }

  /** Puts one segment where a place and a turn say. */
  put(segment, place, turn) {
    this.uniforms.sites.value[segment].copy(place);
    this.uniforms.turns.value[segment].set(turn.x, turn.y, turn.z, turn.w);
  }

  follow(motion, frame) {
    const place = new THREE.Vector3();
    const turn = new THREE.Quaternion();
    this.nodes.forEach((node, i) => this.put(i, motion.place(frame, node, place), motion.turn(frame, node, turn)));
    for (const part of this.parts) part.follow(frame);
  }
}

/** A hand that closes about what it holds: its vertices are moved where they lie. */
class Hand {
  constructor(data, told, geometry) {
    const { hands, closing } = data.life;
    this.shares = data.array(closing);
    [this.column, this.count] = [hands.indexOf(told.node), hands.length];
    this.steps = told.steps;
    this.vertices = data.array(told.vertices);
    this.slots = data.array(told.slots);
    this.places = data.metres(told.places);
    this.normals = data.array(told.normals);
    const named = (kind) => [0, 1, 2].map((slot) => geometry.getAttribute(`${kind}${slot}`));
    [this.place, this.normal] = [named("place"), named("normal")];
    const rest = (attributes, size) => Float32Array.from(
      { length: 3 * this.vertices.length },
      (_, i) => attributes[this.slots[Math.floor(i / 3)]].array[size * this.vertices[Math.floor(i / 3)] + (i % 3)]);
    [this.restPlaces, this.restNormals] = [rest(this.place, 3), rest(this.normal, 4)];
  }

  follow(frame) {
    const share = this.shares[frame * this.count + this.column];
    if (share === this.share) return;
    this.share = share;
    const step = (share / 255) * (this.steps - 1);
    const below = Math.min(Math.floor(step), this.steps - 2);
    const part = step - below;
    for (let k = 0; k < this.vertices.length; k++) {
      const [vertex, slot] = [this.vertices[k], this.slots[k]];
      for (let axis = 0; axis < 3; axis++) {
        const at = 3 * (k * this.steps + below) + axis;
        const moved = (values) => (1 - part) * values[at] + part * values[at + 3];
        this.place[slot].array[3 * vertex + axis] = this.restPlaces[3 * k + axis] + moved(this.places);
        const facing = this.restNormals[3 * k + axis] + 2 * moved(this.normals);
        this.normal[slot].array[4 * vertex + axis] = Math.max(-127, Math.min(127, facing));
      }
    }
    for (const attribute of [...this.place, ...this.normal]) attribute.needsUpdate = true;
  }
}

/** An eye that turns in its head. */
class Eye {
  constructor(data, told, number, geometry) {
    this.turns = data.array(data.life.eyes);
    this.number = number;
    this.count = data.look.bodies.length * 2;
    this.vertices = data.array(told.vertices);
    this.middle = new THREE.Vector3(...told.middle);
    [this.place, this.normal] = [geometry.getAttribute("place0"), geometry.getAttribute("normal0")];
    const rest = ({ array }, size) => Array.from(this.vertices, (v) => new THREE.Vector3().fromArray(array, size * v));
    [this.restPlaces, this.restNormals] = [rest(this.place, 3).map((at) => at.sub(this.middle)), rest(this.normal, 4)];
  }

  follow(frame) {
    const [w, x, y, z] = this.turns.subarray(4 * (frame * this.count + this.number));
    const told = `${x} ${y} ${z}`;
    if (told === this.told) return;
    this.told = told;
    const turn = new THREE.Quaternion(x, y, z, w).normalize();
    const at = new THREE.Vector3();
    this.vertices.forEach((vertex, k) => {
      at.copy(this.restPlaces[k]).applyQuaternion(turn).add(this.middle).toArray(this.place.array, 3 * vertex);
      at.copy(this.restNormals[k]).applyQuaternion(turn).toArray(this.normal.array, 4 * vertex);
    });
    this.place.needsUpdate = this.normal.needsUpdate = true;
  }
}

function bodyGeometry(data, told) {
  const places = data.metres(told.places);
  const normals = data.array(told.normals);
  const count = places.length / 9;
  const geometry = new THREE.BufferGeometry();
  for (let tie = 0; tie < 3; tie++) {
    const place = new Float32Array(3 * count);
    const normal = new Int8Array(4 * count);
    for (let i = 0; i < count; i++) {
      place.set(places.subarray(9 * i + 3 * tie, 9 * i + 3 * tie + 3), 3 * i);
      normal.set(normals.subarray(9 * i + 3 * tie, 9 * i + 3 * tie + 3), 4 * i);
    }
    geometry.setAttribute(`place${tie}`, new THREE.BufferAttribute(place, 3));
    geometry.setAttribute(`normal${tie}`, new THREE.BufferAttribute(normal, 4, true));
  }
  geometry.setAttribute("segments", new THREE.BufferAttribute(data.array(told.segments), 3));
  geometry.setAttribute("weights", new THREE.BufferAttribute(data.array(told.weights), 3));
  geometry.setAttribute("surface", new THREE.BufferAttribute(data.array(told.materials), 1));
  geometry.setIndex(new THREE.BufferAttribute(data.array(told.faces), 1));
  return geometry;
}

/** A person as imagined: their start posture, carried along stiff. */
class Ghost {
  constructor(data, told, body, shared, colour) {
    this.way = new Motion(data, told.way, 1);
    const slots = new Map(told.nodes.map((node, i) => [node, told.posture[i]]));
    this.posture = body.nodes.map((node) => slots.get(node));
    this.body = new Body(data, { ...body, hands: [], eyes: [] }, shared, { transparent: true, depthWrite: false });
    this.body.uniforms.ghost.value = 0.85;
    this.body.uniforms.flatColour.value.set(colour.r, colour.g, colour.b);
    this.body.mesh.renderOrder = 5;
  }

  follow(frame) {
    const root = this.way.place(frame, 0);
    const spin = this.way.turn(frame, 0);
    this.posture.forEach((pose, i) => {
      if (!pose) return;
      const [x, y, z, w, a, b, c] = pose;
      const place = new THREE.Vector3(x, y, z).applyQuaternion(spin).add(root);
      this.body.put(i, place, spin.clone().multiply(new THREE.Quaternion(a, b, c, w)));
    });
  }
}
