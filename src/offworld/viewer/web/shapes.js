// The set and what moves as a whole: meshes that keep their form.
/** A material of a vertex and a fragment program; uniforms are shared objects. */
function material(vertex, fragment, uniforms, more = {}) {
  return new THREE.RawShaderMaterial({
    glslVersion: THREE.GLSL3, vertexShader: vertex, fragmentShader: fragment, uniforms, ...more,
  });
}

/** What all surfaces share: colours, lamps, the eye. */
function surroundings(data) {
  const palette = data.array(data.look.palette.array);
  const rows = palette.length / 384;
  const pixels = new Uint8Array(rows * 128 * 4).fill(255);
  for (let i = 0; i < rows * 128; i++) pixels.set(palette.subarray(3 * i, 3 * i + 3), 4 * i);
  // What glows needs no light: told where a texture usually tells what can be seen through.
  for (const row of data.look.palette.glowing) for (let i = 0; i < 128; i++) pixels[4 * (128 * row + i) + 3] = 0;
  const texture = new THREE.DataTexture(pixels, 128, rows, THREE.RGBAFormat, THREE.UnsignedByteType);
  texture.needsUpdate = true;
  const { lamps, falloff, up, above, below, around } = data.look.light;
  const lampPlace = Array.from({ length: 5 }, (_, i) => new THREE.Vector3(...(lamps[i]?.position ?? [0, 0, 1e6])));
  const lampColour = Array.from({ length: 5 }, (_, i) => new THREE.Vector3(...(lamps[i]?.colour ?? [0, 0, 0])));
  const vector = (values) => ({ value: new THREE.Vector3(...values) });
  return {
    palette: { value: texture }, eye: vector([0, 0, 0]), edge: { value: 0.22 },
    lampPlace: { value: lampPlace }, lampColour: { value: lampColour }, falloff: vector(falloff), up: vector(up),
    above: vector(above), below: vector(below), around: vector(around), screen: { value: new THREE.Vector2(1, 1) },
    now: { value: 0 }, cut: { value: 0 },
  };
}

/** The uniforms of one surface: those that all share, and its own flat colour. */
function surface(shared) {
  return { ...shared, flatColour: { value: new THREE.Vector3() }, flatShare: { value: 0 }, ghost: { value: 0 } };
}

function rigid(data, told, fragment, shared) {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(data.metres(told.places), 3));
  geometry.setAttribute("normal", new THREE.BufferAttribute(data.array(told.normals), 3, true));
  geometry.setAttribute("surface", new THREE.BufferAttribute(data.array(told.surface), 2));
  geometry.setIndex(new THREE.BufferAttribute(data.array(told.faces), 1));
  const mesh = new THREE.Mesh(geometry, material(RIGID_PLACES, fragment, surface(shared)));
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  return mesh;
}

/** Places and attitudes of all nodes, frame by frame. */
class Motion {
  constructor(data, told, count) {
    this.places = data.metres(told.places);
    this.turns = data.array(told.turns);
    this.count = count;
    this.frames = this.places.length / (3 * count);
  }

  place(frame, node, made = new THREE.Vector3()) {
    return made.fromArray(this.places, 3 * (frame * this.count + node));
  }

  turn(frame, node, made = new THREE.Quaternion()) {
    const at = 4 * (frame * this.count + node);
    const [w, x, y, z] = this.turns.subarray(at, at + 4);
    return made.set(x, y, z, w).normalize();
  }
}
