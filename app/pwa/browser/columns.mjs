// Puts modules together that app/pwa/columns.py took apart into columns.

const PARTS = ["code", "consts", "names", "locals", "kinds", "file", "name", "path"];
const LAST_PARTS = ["lines", "exceptions"];
const NUMBERS = ["arguments", "positional", "by_keyword", "stack", "flags"];
const [HAS_LINE, HAS_NONE] = [13, 15]; // kinds of entries in a table of lines
const SHARED = 0x80; // set in the kind of an object that later ones refer to
const code = (letter) => letter.charCodeAt(0);
const [INT, REFERENCE, FLOAT, COMPLEX, LONG, BYTES, CODE, SMALL_TUPLE, SLICE] = [..."irgylsc):"].map(code);
const SHORT_TEXT = new Set([..."zZ"].map(code));
const TEXT = new Set([..."aAut"].map(code));
const SEVERAL = new Set([...")([<>"].map(code));

/** The files, [name, bytes], of what `listed` says about `bytes`. */
export function fromColumns(listed, bytes) {
  const columns = new Map();
  let start = 0;
  for (const [name, size] of listed.columns) {
    columns.set(name, { bytes: bytes.subarray(start, start + size), at: 0 });
    start += size;
  }
  const column = (name) => columns.get(name);
  const caches = new Uint8Array(256);
  for (const [step, count] of Object.entries(listed.caches)) caches[step] = 2 * count;
  const steps = Array.from({ length: 256 }, (_, step) => column(`step ${step}`));
  const role = (name) => ({
    kind: column(`kind ${name}`),
    shared: column(`shared ${name}`),
    text: column(`text ${name}`),
    count: column(`count ${name}`),
    bytes: column(`bytes ${name}`),
  });
  const [parts, lastParts] = [PARTS.map(role), LAST_PARTS.map(role)];
  const [module, instructions, lines] = [role("module"), parts[0], lastParts[0]];
  const numbers = NUMBERS.map(column);
  const [ints, floats, longs, firstLines] = ["int", "float", "long", "line"].map(column);
  const [stepKinds, runs, lineSteps] = ["steps", "run", "step"].map(column);

  function number(from) {
    let [value, shift, next] = [0, 0, SHARED];
    while (next & SHARED) {
      next = from.bytes[from.at++];
      value |= (next & 0x7f) << shift;
      shift += 7;
    }
    return value;
  }

  const texts = [];
  const [sizes, letters] = [column("size"), column("text")];
  function textOf(of) {
    const place = number(of.text);
    if (place) return texts[place - 1];
    const size = number(sizes);
    texts.push(letters.bytes.subarray(letters.at, (letters.at += size)));
    return texts.at(-1);
  }

  let out; // the file being written, and how far
  let at;
  const write = (data) => (out.set(data, at), (at += data.length));
  const copy = (from, count) => (write(from.bytes.subarray(from.at, from.at + count)), (from.at += count));
  function writeInt(value) {
    for (let shift = 0; shift < 32; shift += 8) out[at++] = (value >> shift) & 0xff;
  }
  function several(of, kind) {
    const count = number(of.count);
    if (kind === SMALL_TUPLE) out[at++] = count;
    else writeInt(count);
    objects(of, count);
  }
  function objects(of, count) {
    for (let each = 0; each < count; each++) object(of);
  }
  function data(of) {
    const start = at;
    at += 4;
    const count = number(of.count);
    if (of === instructions) for (let each = 0; each < count; each++) instruction();
    else if (of === lines) for (let each = 0; each < count; each++) run();
    else copy(of.bytes, count);
    const end = at;
    at = start;
    writeInt(end - start - 4);
    at = end;
  }
  function instruction() {
    const step = stepKinds.bytes[stepKinds.at++];
    out[at++] = step;
    out[at++] = steps[step].bytes[steps[step].at++];
    at += caches[step];
  }
  // An entry covers eight units of code at most.
  function run() {
    const whole = number(runs);
    const kind = whole & 1 ? HAS_NONE : HAS_LINE;
    let step = kind === HAS_LINE ? number(lineSteps) : 0;
    for (let units = whole >> 1; units > 0; units -= 8) {
      out[at++] = 0x80 | (kind << 3) | (Math.min(units, 8) - 1);
      if (kind === HAS_NONE) continue;
      for (; step >= 0x40; step >>= 6) out[at++] = 0x40 | (step & 0x3f);
      out[at++] = step;
      step = 0;
    }
  }
  function long() {
    const count = new DataView(longs.bytes.buffer, longs.bytes.byteOffset + longs.at).getInt32(0, true);
    copy(longs, 4 + 2 * Math.abs(count));
  }
  function wholeCode() {
    for (const each of numbers) writeInt(number(each));
    for (const part of parts) object(part);
    writeInt(number(firstLines));
    for (const part of lastParts) object(part);
  }
  function object(of) {
    const whole = of.kind.bytes[of.kind.at++];
    const kind = whole & ~SHARED;
    out[at++] = whole;
    if (kind === REFERENCE) writeInt(number(of.shared));
    else if (SHORT_TEXT.has(kind)) {
      const found = textOf(of);
      out[at++] = found.length;
      write(found);
    } else if (TEXT.has(kind)) {
      const found = textOf(of);
      writeInt(found.length);
      write(found);
    } else if (SEVERAL.has(kind)) several(of, kind);
    else if (kind === BYTES) data(of);
    else if (kind === CODE) wholeCode();
    else if (kind === SLICE) objects(of, 3);
    else if (kind === INT) copy(ints, 4);
    else if (kind === FLOAT || kind === COMPLEX) copy(floats, kind === FLOAT ? 8 : 16);
    else if (kind === LONG) long();
  }

  const files = listed.files.map(([name, atMost]) => {
    out = new Uint8Array(atMost);
    at = 0;
    write(listed.header);
    object(module);
    return [name, out.slice(0, at)];
  });
  for (const [name, { bytes, at }] of columns) if (at !== bytes.length) throw new Error(`a rest of ${name}`);
  return files;
}
