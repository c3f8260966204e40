// The free view: about a person or the room, with an up only if one is chosen. There is none in orbit.
class Orbit {
  constructor(tall) {
    this.tall = tall;
    this.middle = new THREE.Vector3();
    this.turn = new THREE.Quaternion();
    this.distance = 3;
  }

  /** Takes over a lens where it is; what is so far before it becomes the middle. */
  leave({ place, turn }, distance, tall) {
    this.turn.copy(turn);
    this.distance = distance;
    this.tall = tall;
    this.middle.copy(this.ahead()).multiplyScalar(distance).add(place);
  }

  /** Looks along a way, so far off that all points (x, y, z, x, …) are seen. */
  overview(points, way, up, aspect) {
    this.tall = 0.36;
    this.turn.setFromRotationMatrix(new THREE.Matrix4().lookAt(new THREE.Vector3(), way, up));
    const back = this.turn.clone().invert();
    const seen = [];
    for (let i = 0; i < points.length; i += 3) seen.push(new THREE.Vector3().fromArray(points, i).applyQuaternion(back));
    const ends = (axis) => [Math.min(...seen.map((at) => at[axis])), Math.max(...seen.map((at) => at[axis]))];
    const [x, y, z] = ["x", "y", "z"].map(ends).map(([low, high]) => 0.5 * (low + high));
    this.distance = 0;
    for (const at of seen) {
      const away = Math.max(Math.abs(at.x - x) / aspect, Math.abs(at.y - y)) / (0.92 * this.tall) + at.z - z;
      this.distance = Math.max(this.distance, away);
    }
    this.middle.set(x, y, z).applyQuaternion(this.turn);
  }

  ahead() { return new THREE.Vector3(0, 0, -1).applyQuaternion(this.turn); }

  right() { return new THREE.Vector3(1, 0, 0).applyQuaternion(this.turn); }

  top() { return new THREE.Vector3(0, 1, 0).applyQuaternion(this.turn); }

  place() { return this.ahead().multiplyScalar(-this.distance).add(this.middle); }

  /** Goes round by angles in rad: about the up, or about the view's own top where there is none. */
  round(aside, over, up) {
    const axis = up ?? this.top();
    this.turn.premultiply(new THREE.Quaternion().setFromAxisAngle(axis, -aside));
    const before = this.turn.clone();
    this.turn.premultiply(new THREE.Quaternion().setFromAxisAngle(this.right(), -over)).normalize();
    const steep = up ? Math.abs(this.ahead().dot(up)) : 0;
    // Past the pole the top of the picture would turn over.
    if (steep > 0.99) this.turn.copy(before);
  }

  /** Rolls the view by an angle in rad about where it looks. */
  roll(angle) {
    this.turn.premultiply(new THREE.Quaternion().setFromAxisAngle(this.ahead(), angle)).normalize();
  }

  /** Moves aside by shares of the picture's height. */
  pan(x, y) {
    const step = 2 * this.distance * this.tall;
    this.middle.addScaledVector(this.right(), -x * step).addScaledVector(this.top(), y * step);
  }

  zoom(factor) { this.distance = Math.min(60, Math.max(0.15, this.distance * factor)); }

  /** Rolls so that the top follows an up, unless one looks nearly along it. */
  level(up) {
    const ahead = this.ahead();
    const across = up.clone().addScaledVector(ahead, -up.dot(ahead));
    if (across.length() < 0.12) return;
    across.normalize();
    const top = this.top();
    const sine = ahead.dot(top.clone().cross(across));
    this.roll(Math.atan2(sine, top.dot(across)));
  }
}
