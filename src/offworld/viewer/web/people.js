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
    this.body = new Body(data, body, shared, { transparent: true, depthWrite: false });
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
