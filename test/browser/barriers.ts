import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Violation = { id: string; help: string; nodes: { html: string }[] };

const phoneWidthPx = 360;

// A frame is looked at as a page of its own, since a mail's frame lets no script in.
const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], iframes: false })
  .then(({ violations }) => violations)`;

/** What keeps people from using a page, in light, in dark and on a phone (WCAG A and AA as far as axe sees). */
export async function findBarriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  // Reading the script takes longer than all that it does, so a document reads it once, and keeps it when its content changes.
  // It is not a script of the page, so the page's policy does not keep it out.
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate<Violation[]>(run);
    for (const { id, help, nodes } of violations) {
      found.push(
        `${page.url()} in ${colorScheme}: ${id}, ${help}: ${nodes.map((one) => one.html).join(' ')}`,
      );
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return [...found, ...(await findOverflow(page))];
}

/** A page that has to be pushed from side to side on a phone. */
async function findOverflow(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: phoneWidthPx, height: 800 });
  const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (before) await page.setViewportSize(before);
  return widthPx > phoneWidthPx ? [`${page.url()} is ${String(widthPx)} px wide on a phone`] : [];
}

/** The same for HTML that stands alone. */
export async function findBarriersIn(page: Page, html: string): Promise<string[]> {
  await page.setContent(html);
  return findBarriers(page);
}
