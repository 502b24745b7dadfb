// Reads what running a firmware takes out of a 32-bit little-endian ELF: the segments to load, and the symbols.
// It knows nothing of sections beyond the symbol table, of relocations, or of debug information.

const ELF_MAGIC = 0x464c457f;
const SEGMENT_LOAD = 1;
const SECTION_SYMTAB = 2;
const PROGRAM_HEADER_SIZE = 32;
const SECTION_HEADER_SIZE = 40;
const SYMBOL_SIZE = 16;

/** The ELF in `buffer`: `segments` as { address, bytes } at their load addresses, `symbols` as name → address. */
export function parseElf(buffer) {
  if (buffer.length < 52 || buffer.readUInt32LE(0) !== ELF_MAGIC) throw new Error('not an ELF file');
  if (buffer[4] !== 1 || buffer[5] !== 1) throw new Error('not a 32-bit little-endian ELF file');
  return { segments: segments(buffer), symbols: symbols(buffer) };
}

/** The address of the one function (its lowest bit says Thumb code) whose symbol contains `part`. */
export function findFunction(symbols, part) {
  const matches = [...symbols].filter(([name, address]) => address & 1 && name.includes(part));
  const [first] = matches.filter(([name]) => name === part).concat(matches);
  if (first === undefined) throw new Error(`no function contains \`${part}\` in its symbol`);
  if (matches.length > 1 && first[0] !== part) {
    const names = matches.slice(0, 5).map(([name]) => name).join(', ');
    throw new Error(`${matches.length} functions contain \`${part}\` in their symbols: ${names}`);
  }
  return first[1];
}

function segments(buffer) {
  const [table, count] = [buffer.readUInt32LE(28), buffer.readUInt16LE(44)];
  const found = [];
  for (let i = 0; i < count; i++) {
    const header = table + PROGRAM_HEADER_SIZE * i;
    const [kind, offset] = [buffer.readUInt32LE(header), buffer.readUInt32LE(header + 4)];
    const [address, size] = [buffer.readUInt32LE(header + 12), buffer.readUInt32LE(header + 16)];
    if (kind === SEGMENT_LOAD && size > 0) found.push({ address, bytes: buffer.subarray(offset, offset + size) });
  }
  return found;
}

function symbols(buffer) {
  const [table, count] = [buffer.readUInt32LE(32), buffer.readUInt16LE(48)];
  const field = (section, offset) => buffer.readUInt32LE(table + SECTION_HEADER_SIZE * section + offset);
  const found = new Map();
  for (let section = 0; section < count; section++) {
    if (field(section, 4) !== SECTION_SYMTAB) continue;
    const [start, size, strings] = [field(section, 16), field(section, 20), field(field(section, 24), 16)];
    for (let symbol = start; symbol < start + size; symbol += SYMBOL_SIZE) {
      const name = strings + buffer.readUInt32LE(symbol);
      found.set(buffer.toString('latin1', name, buffer.indexOf(0, name)), buffer.readUInt32LE(symbol + 4));
    }
  }
  return found;
}
