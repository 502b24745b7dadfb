// Starts the Chromium of this machine; nothing is downloaded.

import { chromium } from 'playwright-core';

/** A headless browser; the path is that of its program. */
export async function start(path) {
  // As root, which containers run as, Chromium has no sandbox; what it opens here are our own files.
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath: path, args: root ? ['--no-sandbox'] : [] });
}
