import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where there is a browser: the one that npm brought, where it runs, else one of the system. Unpacks it when need be. */
export async function findBrowser(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return await chromium.executablePath();
  const path = SYSTEM_BROWSERS.find((candidate) => existsSync(candidate));
  if (!path) throw new Error('The browser tests need Chromium or Google Chrome; install one.');
  return path;
}

/** A real browser for this test file. */
export function useBrowser(): { readonly browser: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    // Without these a headless browser talks to its maker, or tries to.
    const quiet = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
    browser = await playwright.launch({ executablePath: inject('browserPath'), args: ['--no-sandbox', '--disable-gpu', ...quiet] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    get browser() {
      if (!browser) throw new Error('the browser is there from beforeAll on');
      return browser;
    },
  };
}
