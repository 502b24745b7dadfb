// node run.mjs --browser PROGRAM [--shots FOLDER] PAGE.html…: looks at every page in every view; exits with 1 if one has
// a fault.

import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { start } from './browser.mjs';
import { look } from './look.mjs';
import { VIEWS } from './views.mjs';

const { values, positionals } = parseArgs({
  options: { browser: { type: 'string' }, shots: { type: 'string' } },
  allowPositionals: true,
});
if (!values.browser || positionals.length === 0) {
  console.error('usage: node run.mjs --browser PROGRAM [--shots FOLDER] PAGE.html…');
  process.exit(2);
}
if (values.shots) await mkdir(values.shots, { recursive: true });

const browser = await start(values.browser);
let [passed, failed] = [0, 0];
try {
  for (const file of positionals) {
    for (const view of VIEWS) {
      const name = `${basename(file, '.html')}-${view.name}`;
      const shot = values.shots && join(values.shots, `${name}.png`);
      const faults = await look(browser, pathToFileURL(resolve(file)).href, view, shot);
      faults.forEach((fault) => console.log(`${name}: ${fault}`));
      if (faults.length > 0) failed += 1;
      else passed += 1;
    }
  }
} finally {
  await browser.close();
}
console.log(`pages: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
