// Reads the container that pack.py writes.
const KINDS = {
  u8: Uint8Array, i8: Int8Array, u16: Uint16Array, i16: Int16Array, u32: Uint32Array, f32: Float32Array,
};

/** Text of a container to its header, with a function that gives its arrays by name. */
async function unpack(text) {
  const letters = atob(text);
  const packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const whole = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(whole.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  const body = whole.subarray(4 + length);
  const known = new Map();
  header.array = (name) => {
    if (!known.has(name)) known.set(name, decode(body, header.arrays[name]));
    return known.get(name);
  };
  /** Quantised places as floats, metres. */
  header.metres = ({ array, low, step }) => Float32Array.from(header.array(array), (whole) => low + step * whole);
  return header;
}

/** One array, row by row, from planes of bytes of differences column by column. */
function decode(body, [kind, rows, columns, order, offset]) {
  const made = new KINDS[kind](rows * columns);
  const size = made.BYTES_PER_ELEMENT;
  const count = rows * columns;
  const bits = new Uint8Array(count * size);
  for (let plane = 0; plane < size; plane++) {
    const start = offset + plane * count;
    for (let i = 0; i < count; i++) bits[i * size + plane] = body[start + i];
  }
  const turned = new KINDS[kind](bits.buffer);
  const plain = kind === "f32" ? 0 : order;
  for (let column = 0; column < columns; column++) {
    const start = column * rows;
    for (let pass = 0; pass < plain; pass++) {
      for (let row = 1; row < rows; row++) turned[start + row] += turned[start + row - 1];
    }
    for (let row = 0; row < rows; row++) made[row * columns + column] = turned[start + row];
  }
  return made;
}
