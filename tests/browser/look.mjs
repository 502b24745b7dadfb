// Opens a page in a view of its own and collects what is wrong with it.

import { contrasts, findings } from './findings.mjs';

/** Faults of the page at `url` in a view; a screenshot goes to `shot`, if that is given. */
export async function look(browser, url, view, shot) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    deviceScaleFactor: 2,
    // Were there a server, a cache could hide a request from us.
    serviceWorkers: 'block',
  });
  const faults = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => faults.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      faults.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) faults.push(`a request: ${request.url()}`);
    });
    if (view.media) await page.emulateMedia({ media: view.media, colorScheme: view.colorScheme });
    await page.goto(url, { waitUntil: 'load' });
    faults.push(...(await page.evaluate(findings)), ...(await page.evaluate(contrasts)));
    if (shot) await page.screenshot({ path: shot, fullPage: true });
    if (view.media === 'print') faults.push(...(await print(page, shot?.replace(/\.png$/, '.pdf'))));
  } finally {
    await context.close();
  }
  return faults;
}

/** Prints the page; a report is some sheets of paper. */
async function print(page, path) {
  const pdf = await page.pdf({ format: 'A4', path, preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  return sheets >= 1 && sheets <= 12 ? [] : [`prints on ${sheets} sheets`];
}
