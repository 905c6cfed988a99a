import { chromium } from 'playwright-core';
import { ensureBrowser } from './install.mjs';
import { atEnd } from './processes.mjs';

/**
 * Launches the browser, headless. Close it with its `close()`; ending this process closes it too.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const { executable, env } = await ensureBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: [
      // Chromium's sandbox refuses to run as root, which is what continuous integration is.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages in the background must go on at full speed: one window is as good as another.
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      // Small containers have a tiny /dev/shm.
      '--disable-dev-shm-usage',
    ],
    // Our own signal handling closes it, in order: first the browser, then the server it talks to.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const forget = atEnd(() => browser.close());
  browser.once('disconnected', forget);
  return browser;
}
