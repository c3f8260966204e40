// The cameras of the scene: where each lens is at each frame, and how that is drawn for those who look from elsewhere.
const OUTLINE = 0.42; // How far from the lens the outline of its picture is drawn, metres.

class FilmCamera {
  constructor(data, told, shared, colour) {
    Object.assign(this, { id: told.id, lens: told.lens_mm, tall: told.tall, own: told.own, by: told.by });
    this.views = data.array(told.views);
    const [w, h, z] = [OUTLINE * told.tall * data.aspect, OUTLINE * told.tall, -OUTLINE];
    const corners = [[-w, -h, z], [w, -h, z], [w, h, z], [-w, h, z]];
    const tint = [...colour.toArray(), 0.95];
    const pieces = corners.map((a, i) => ({ a, b: corners[(i + 1) % 4], colour: tint }));
    for (const b of corners) pieces.push({ a: [0, 0, 0], b, colour: tint });
    // A little roof says which side of the picture is its top.
    const roof = [0, 1.35 * h, z];
    pieces.push({ a: [-0.35 * w, h, z], b: roof, colour: tint }, { a: roof, b: [0.35 * w, h, z], colour: tint });
    this.mesh = strips(pieces, shared, 1.6);
  }

  /** The pose of the lens at a frame. */
  pose(frame) {
    const row = this.views.length === 7 ? 0 : 7 * frame;
    const [x, y, z, w, a, b, c] = this.views.subarray(row, row + 7);
    return { place: new THREE.Vector3(x, y, z), turn: new THREE.Quaternion(a, b, c, w).normalize() };
  }

  follow(frame) {
    const { place, turn } = this.pose(frame);
    this.mesh.matrix.compose(place, turn, new THREE.Vector3(1, 1, 1));
    this.mesh.matrixWorldNeedsUpdate = true;
  }
}
