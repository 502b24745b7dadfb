// The command line of run.mjs, checked: every mistake is an Error whose message says what was expected.

const USAGE = `usage: node run.mjs FIRMWARE.elf CODES [option…]
  CODES               ADC codes 0..4095 for channel 0: comma-separated numbers and ranges FIRST..LAST[/STEP]
  --rtt FILE          write the raw RTT bytes (defmt frames) to FILE
  --cycles SYMBOL     print the cycles of each call of the function whose symbol contains SYMBOL
  --seconds N         stop after N simulated seconds (default: two a code, and two more)
  --host-seconds N    stop after N seconds of real time (default 120)`;

const MAX_CODE = 4095;

/** { elfPath, codes, rttPath, cyclesOf, limits } from the arguments behind `node run.mjs`. */
export function parseOptions(args) {
  const [elfPath, list, ...rest] = args;
  if (elfPath === undefined || list === undefined) throw new Error(USAGE);
  const codes = parseCodes(list);
  const options = { elfPath, codes, limits: { simulatedSeconds: 2 * codes.length + 2, hostSeconds: 120 } };
  for (let i = 0; i < rest.length; i += 2) apply(options, rest[i], rest[i + 1]);
  return options;
}

/** `1,5,10..20/5` as [1, 5, 10, 15, 20]. */
export function parseCodes(list) {
  return list.split(',').flatMap((item) => {
    const match = /^(\d+)(?:\.\.(\d+)(?:\/(\d+))?)?$/.exec(item.trim());
    const [first, last, step] = match ? [match[1], match[2] ?? match[1], match[3] ?? 1].map(Number) : [];
    if (!match || last > MAX_CODE || first > last || step < 1) {
      throw new Error(`\`${item}\` is no ADC code 0..${MAX_CODE} and no range FIRST..LAST[/STEP] of such codes`);
    }
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
  });
}

function apply(options, name, value) {
  if (value === undefined) throw new Error(`\`${name}\` is unknown or lacks its value\n${USAGE}`);
  if (name === '--rtt') options.rttPath = value;
  else if (name === '--cycles') options.cyclesOf = value;
  else if (name === '--seconds') options.limits.simulatedSeconds = positive(name, value);
  else if (name === '--host-seconds') options.limits.hostSeconds = positive(name, value);
  else throw new Error(`unknown option \`${name}\`\n${USAGE}`);
}

function positive(name, value) {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`\`${name}\` takes a positive number, found \`${value}\``);
  return number;
}
