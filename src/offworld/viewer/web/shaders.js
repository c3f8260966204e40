// How surfaces are lit. The set carries its light with it; what moves is lit by a few lamps, as in the animatic.
const MOVING_LEVEL = "0.92";

const PAINT = `
precision highp float;
precision highp int;
precision highp sampler2D;
flat in float material;
in float level;
in vec3 facing;
in vec3 place;
uniform sampler2D palette;
uniform vec3 flatColour;
uniform float flatShare;
uniform vec3 eye;
out vec4 picture;
vec4 paint(float row, float light) {
  float x = clamp(light, 0.0, 1.0) * 127.0;
  int low = int(x);
  vec4 a = texelFetch(palette, ivec2(low, int(row + 0.5)), 0);
  vec4 b = texelFetch(palette, ivec2(min(low + 1, 127), int(row + 0.5)), 0);
  return mix(a, b, x - float(low));
}
`;

const SET_PICTURE = `${PAINT}
uniform float cut;
void main() {
  if (1.0 / gl_FragCoord.w < cut) discard;
  picture = vec4(mix(paint(material, level).rgb, flatColour, flatShare), 1.0);
}`;

const MOVING_PICTURE = `${PAINT}
uniform vec3 lampPlace[5];
uniform vec3 lampColour[5];
uniform vec3 falloff;
uniform vec3 up;
uniform vec3 above;
uniform vec3 below;
uniform vec3 around;
uniform float edge;
uniform float ghost;
void main() {
  vec3 n = normalize(facing);
  vec3 light = around + above * max(dot(n, up), 0.0) + below * max(-dot(n, up), 0.0);
  for (int i = 0; i < 5; i++) {
    vec3 way = lampPlace[i] - place;
    float d = length(way);
    light += lampColour[i] * max(dot(n, way / d), 0.0) / dot(falloff, vec3(1.0, d, d * d));
  }
  float across = 1.0 - abs(dot(n, normalize(eye - place)));
  vec4 own = paint(material, ${MOVING_LEVEL});
  light = mix(vec3(1.0), min(light, vec3(1.0)), own.a);
  vec3 colour = own.rgb * light * (1.0 - edge * smoothstep(0.55, 1.0, across));
  if (ghost > 0.0) {
    picture = vec4(flatColour, ghost * (0.16 + 0.84 * across * across));
  } else {
    picture = vec4(mix(colour, flatColour, flatShare), 1.0);
  }
}`;

const CAMERA_UNIFORMS = `
precision highp float;
precision highp int;
uniform mat4 modelMatrix;
uniform mat4 viewMatrix;
uniform mat4 projectionMatrix;
`;

const RIGID_PLACES = `${CAMERA_UNIFORMS}
in vec3 position;
in vec3 normal;
in vec2 surface;
flat out float material;
out float level;
out vec3 facing;
out vec3 place;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  material = surface.x;
  level = surface.y / 255.0;
  facing = mat3(modelMatrix) * normal;
  place = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}`;

// A vertex of a person lies between the places that up to three segments give it.
const BODY_PLACES = `${CAMERA_UNIFORMS}
in vec3 segments;
in vec3 weights;
in vec3 place0;
in vec3 place1;
in vec3 place2;
in vec3 normal0;
in vec3 normal1;
in vec3 normal2;
in float surface;
uniform vec4 turns[16];
uniform vec3 sites[16];
flat out float material;
out float level;
out vec3 facing;
out vec3 place;
vec3 turned(vec4 q, vec3 v) {
  vec3 twice = 2.0 * cross(q.xyz, v);
  return v + q.w * twice + cross(q.xyz, twice);
}
void main() {
  int a = int(segments.x + 0.5), b = int(segments.y + 0.5), c = int(segments.z + 0.5);
  vec3 w = weights / 255.0;
  place = w.x * (turned(turns[a], place0) + sites[a]) + w.y * (turned(turns[b], place1) + sites[b])
    + w.z * (turned(turns[c], place2) + sites[c]);
  facing = w.x * turned(turns[a], normal0) + w.y * turned(turns[b], normal1) + w.z * turned(turns[c], normal2);
  material = surface;
  level = 0.92;
  gl_Position = projectionMatrix * viewMatrix * vec4(place, 1.0);
}`;

// Lines have a width in pixels: each piece is a strip that faces the lens.
const LINE_PLACES = `${CAMERA_UNIFORMS}
in vec3 start;
in vec3 end;
in vec2 corner;
in vec4 colour;
in float moment;
uniform vec2 screen;
uniform float wide;
out vec4 tint;
out float when;
out float across;
void main() {
  vec4 a = viewMatrix * modelMatrix * vec4(start, 1.0);
  vec4 b = viewMatrix * modelMatrix * vec4(end, 1.0);
  float near = -0.045;
  if (a.z > near && b.z > near) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
  if (a.z > near) a = mix(a, b, (near - a.z) / (b.z - a.z));
  if (b.z > near) b = mix(b, a, (near - b.z) / (a.z - b.z));
  vec4 p = projectionMatrix * a, q = projectionMatrix * b;
  vec2 way = (q.xy / q.w - p.xy / p.w) * screen;
  way = length(way) < 1e-6 ? vec2(1.0, 0.0) : normalize(way);
  vec4 at = corner.x < 0.5 ? p : q;
  float reach = 0.5 * wide + 0.75;
  vec2 aside = vec2(-way.y, way.x) * corner.y + way * (corner.x * 2.0 - 1.0) * 0.5;
  at.xy += aside * reach * 2.0 / screen * at.w;
  gl_Position = at;
  tint = colour;
  when = moment;
  across = corner.y * reach;
}`;

const LINE_PICTURE = `
precision highp float;
in vec4 tint;
in float when;
in float across;
uniform float now;
uniform float wide;
out vec4 picture;
void main() {
  float soft = clamp(0.5 * wide + 0.5 - abs(across), 0.0, 1.0);
  float share = when < 0.0 || when <= now ? 1.0 : 0.3;
  picture = vec4(tint.rgb, tint.a * soft * share);
}`;

// Rings and flashes: a round mark of so many pixels at a place.
const MARK_PLACES = `${CAMERA_UNIFORMS}
in vec3 place;
in vec2 corner;
in vec4 colour;
in vec2 shape;
uniform vec2 screen;
out vec2 at;
out vec4 tint;
out vec2 form;
void main() {
  vec4 p = projectionMatrix * viewMatrix * vec4(place, 1.0);
  p.xy += corner * shape.x * 2.0 / screen * p.w;
  gl_Position = p;
  at = corner * shape.x;
  tint = colour;
  form = shape;
}`;

const MARK_PICTURE = `
precision highp float;
in vec2 at;
in vec4 tint;
in vec2 form;
out vec4 picture;
void main() {
  float far = length(at);
  float ring = clamp(1.6 - abs(far - (form.x - 3.0)), 0.0, 1.0);
  float core = clamp(3.2 - far, 0.0, 1.0) * form.y;
  picture = vec4(tint.rgb, tint.a * max(ring, core));
}`;
