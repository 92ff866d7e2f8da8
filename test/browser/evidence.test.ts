import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presentEvidence } from '../../shared/contracts/customers/presentEvidence.ts';
import { evidencePage } from '../../shared/views/pages/evidencePage.ts';
import { evidenceOf, hostile, sampleEvidence } from '../shared/views/pages/sampleEvidence.ts';
import { findBarriersIn } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';

describe.skipIf(!executablePath)('the page of evidence in a browser', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser(executablePath)));
  afterAll(() => browser.close());

  const whole = presentEvidence(sampleEvidence());
  const brokenAt = { version: 2, reason: 'its content was changed' };
  it.each([
    ['whole', whole],
    ['broken', { ...whole, chain: { ...whole.chain, isWhole: false, brokenAt } }],
    ['without an acceptance', { ...whole, acceptance: null }],
    ['of a long hostile name', presentEvidence(evidenceOf(`${hostile}${'W'.repeat(300)}`))],
  ])('has no barriers: %s', async (_what, view) => {
    const tab = await browser.context.newPage();
    expect(await findBarriersIn(tab, evidencePage(view))).toEqual([]);
    await tab.close();
  });

  it('goes on paper black on white, also where the screen is dark', async () => {
    const tab = await browser.context.newPage();
    await tab.setContent(evidencePage(whole));
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colors = await tab.evaluate<string[]>(
      '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]',
    );
    expect(colors).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    const pdf = await tab.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await tab.close();
  });
});
