// That the look finds what is wrong: pages with one fault each, and a page with none.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { start } from './browser.mjs';
import { look } from './look.mjs';
import { VIEWS } from './views.mjs';

const DRAWING =
  '<svg viewBox="0 0 300 100" width="300" height="100" role="img" aria-labelledby="a b"><title id="a">t</title>' +
  '<desc id="b">d</desc><rect class="bar" x="10" y="10" width="50" height="50"/></svg>';
const FIGURE = `<figure><figcaption>c</figcaption>${DRAWING}</figure>`;

let browser;
let folder;
before(async () => {
  browser = await start(process.env.CHROMIUM ?? '/usr/bin/chromium');
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function faults(body) {
  const file = join(folder, 'page.html');
  await writeFile(file, `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body style="background:#fff"><h1>x</h1>${body}</body></html>`);
  return look(browser, pathToFileURL(file).href, VIEWS[0]);
}

test('a page without a fault has no findings', async () => {
  assert.deepEqual(await faults(FIGURE), []);
});

const BROKEN = {
  'scrolls sideways': `${FIGURE}<div style="width: 500px">wide</div>`,
  'a request': `${FIGURE}<div style="background: url(other.png)">x</div>`,
  'console error': `${FIGURE}<script>console.error('x')</script>`,
  'error: boom': `${FIGURE}<script>throw new Error('boom')</script>`,
  'the report does not write': `${FIGURE}<script></script>`,
  'has a handler': `${FIGURE}<p onclick="x">x</p>`,
  'a dialog': `${FIGURE}<script>alert(1)</script>`,
  'has d="MNaN 0': FIGURE.replace('</svg>', '<path class="line" d="MNaN 0"/></svg>'),
  'is missing in the text': `${FIGURE}<p>Error: NaN °C</p>`,
  'no figure': '<p>x</p>',
  'shows 0 drawings': '<figure><figcaption>c</figcaption></figure>',
  'shows 2 drawings': FIGURE.replace('</figure>', `${DRAWING.replaceAll('"a', '"e').replaceAll('b"', 'f"')}</figure>`),
  'has no mark': FIGURE.replace('width="50" height="50"', 'width="0" height="0"'),
  'has no name': FIGURE.replace('role="img"', ''),
  'is 0 × 0 px': FIGURE.replace('width="300" height="100"', 'style="width:0;height:0"'),
  'px high': FIGURE.replace('</svg>', '<text x="10" y="90" font-size="6">small</text></svg>'),
  'is cut off': FIGURE.replace('</svg>', '<text x="290" y="90">too long</text></svg>'),
  'lies over': FIGURE.replace('</svg>', '<text x="90" y="50">one</text><text x="95" y="52">two</text></svg>'),
  'skips a level': `${FIGURE}<h3>x</h3>`,
  'not one first heading': `${FIGURE}<h1>x</h1>`,
  'no box that can be scrolled': `${FIGURE}<table><tr><td>1</td></tr></table>`,
  'has a contrast of': `${FIGURE}<p class="note" style="color: #ccc">pale</p>`,
};
for (const [finding, body] of Object.entries(BROKEN)) {
  test(`found: ${finding}`, async () => {
    const found = await faults(body);
    assert.ok(found.some((fault) => fault.includes(finding)), `found only ${JSON.stringify(found)}`);
  });
}
