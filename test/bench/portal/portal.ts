import type { Page } from 'playwright-core';
import { startEnvironment } from '../../../infra/local/environment.ts';
import { findFreePortBase } from '../../../infra/local/ports.ts';
import { findBrowser, openBrowser, type Browser } from '../../browser/browser.ts';
import { openPortal } from '../../browser/portal/openPortal.ts';
import type { Figure } from '../figure.ts';
import { quantile, spread } from '../statistics.ts';

const rounds = 5;
/** As Lighthouse does for a phone of the middle class. */
const slowdown = 4;
const quietMs = 1500;

/** The list of customers in a browser on a processor four times slower: how soon it shows, and how long it cannot be used. */
export async function measurePortal(): Promise<Figure[]> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found. Install one, or name it in CHROMIUM_PATH.');
  const environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  try {
    const browser = await openBrowser(executablePath);
    try {
      return await measure(browser, environment.urls.functions);
    } finally {
      await browser.close();
    }
  } finally {
    await environment.stop();
  }
}

async function measure(browser: Browser, url: string): Promise<Figure[]> {
  // Stays open, so that the tabs that are measured take its sign-in, as an agent's do.
  await openPortal(browser, url, { as: 'AdminAgent', path: '/readiness' });
  const paintsMs: number[] = [];
  const blockedMs: number[] = [];
  const filtersMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await openSlowly(browser, `${url}/portal/customers`);
    const { paintMs, blocked } = await page.evaluate<{ paintMs: number; blocked: number }>(firstLook);
    paintsMs.push(paintMs);
    blockedMs.push(blocked);
    filtersMs.push(await page.evaluate<number>(filterOnce));
    await page.close();
  }
  return [
    figureOf('first contentful paint', paintsMs, 1000),
    figureOf('total blocking time', blockedMs, 150),
    figureOf('from filter to filter, beyond the API', filtersMs, 100),
  ];
}

/** A tab with nothing in its cache, on the slow processor, once its list is there and nothing more happens. */
async function openSlowly({ context }: Browser, url: string): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(url);
  await page.locator('tbody tr').nth(3).waitFor();
  await page.waitForTimeout(quietMs);
  return page;
}

/** Blocking time as Lighthouse counts it: what each task after the first paint takes beyond 50 ms. */
const firstLook = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    const tasks = list.getEntries().filter((task) => task.startTime + task.duration > paint);
    resolve({ paintMs: paint, blocked: tasks.reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0) });
  }).observe({ type: 'longtask', buffered: true });
  setTimeout(() => resolve({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    blocked: 0,
  }), 500);
})`;

/** A click on a status until its rows are drawn, without what the API took. */
const filterOnce = `new Promise((resolve) => {
  const pill = document.querySelectorAll('.pills .pill')[1];
  const start = performance.now();
  const rows = () => document.querySelectorAll('tbody tr').length;
  const before = rows();
  const look = () => {
    if (rows() === before || rows() === 0) return requestAnimationFrame(look);
    const end = performance.now();
    const calls = performance.getEntriesByType('resource')
      .filter(({ name, startTime }) => name.includes('/api/v1/customers?') && startTime >= start);
    resolve(end - start - (calls[0]?.duration ?? 0));
  };
  pill.click();
  look();
})`;

function figureOf(name: string, measuredMs: readonly number[], atMostMs: number): Figure {
  const medianMs = quantile(measuredMs, 0.5);
  return {
    name: `portal: ${name}`,
    subject: `${medianMs.toFixed(0)} ms`,
    yardstick: null,
    measured: medianMs / 1000,
    unit: 's',
    target: { atMost: atMostMs / 1000 },
    details: { milliseconds: spread(measuredMs, 0) },
  };
}
