import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium to test with: `CHROMIUM_PATH`, or where Linux installs it; undefined where there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return (named ? [named] : places).find((path) => existsSync(path));
}

export type Browser = { readonly context: BrowserContext; close(): Promise<void> };

/** A browser as on its first start: nothing remembered, and nothing asked of its maker. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'countersign-browser-'));
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update'];
  const context = await chromium.launchPersistentContext(userDataDir, {
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-sync', ...quiet],
    viewport: { width: 1200, height: 900 },
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(userDataDir, { recursive: true, force: true });
    },
  };
}
