import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriersIn } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';

describe.skipIf(!executablePath)('the check for accessibility', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser(executablePath)));
  afterAll(() => browser.close());

  const page = (style: string, body: string): string =>
    `<!doctype html><html lang="en"><head><title>A page</title><style>${style}</style></head><body>${body}</body></html>`;

  it('finds nothing on a plain page', async () => {
    const tab = await browser.context.newPage();
    expect(await findBarriersIn(tab, page('', '<h1>Hello</h1>'))).toEqual([]);
  });

  it('finds a picture without words, in light and in dark', async () => {
    const tab = await browser.context.newPage();
    const found = await findBarriersIn(tab, page('', '<img src="data:,">'));
    expect(found.map((one) => /in (light|dark): ([\w-]+)/.exec(one)?.slice(1))).toEqual([
      ['light', 'image-alt'],
      ['dark', 'image-alt'],
    ]);
  });

  it('finds text that can only be read in light', async () => {
    const tab = await browser.context.newPage();
    const dark = '@media (prefers-color-scheme: dark) { body { background: #111; } }';
    const found = await findBarriersIn(tab, page(`body { color: #222; } ${dark}`, '<p>Hello</p>'));
    expect(found).toEqual([expect.stringMatching(/in dark: color-contrast/)]);
  });

  it('finds a page that is too wide for a phone', async () => {
    const tab = await browser.context.newPage();
    const found = await findBarriersIn(tab, page('', '<h1 style="width: 50rem">Hello</h1>'));
    expect(found).toEqual([expect.stringMatching(/px wide on a phone/)]);
  });
});
