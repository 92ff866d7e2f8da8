import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMails } from '../../infra/build/mailSamples.ts';
import { composeMail } from '../../shared/views/mail/composeMail.ts';
import type { MailInput } from '../../shared/views/mail/mailInput.ts';
import { findBarriersIn } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';
/** Latin with and without accents, a script without spaces, and one from right to left. */
const languages = ['en', 'fr', 'ja', 'ar'] as const;
const smallestPhonePx = 320;

describe.skipIf(!executablePath)('mails in a browser (skipped without Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser(executablePath)));
  afterAll(() => browser.close());

  it.each(languages)(
    'can be read in %s: every kind, in light and dark, on a phone, by a screen reader',
    async (language) => {
      const tab = await browser.context.newPage();
      const outward: string[] = [];
      tab.on('request', (request) => outward.push(request.url()));
      for (const [name, mail] of sampleMails(language)) {
        const { html } = composeMail(mail);
        expect([name, await findBarriersIn(tab, html)]).toEqual([name, []]);

        await tab.setViewportSize({ width: smallestPhonePx, height: 640 });
        const widthPx = await tab.evaluate<number>('document.documentElement.scrollWidth');
        expect([name, widthPx]).toEqual([name, smallestPhonePx]);
        await tab.setViewportSize({ width: 1200, height: 900 });

        const root = tab.locator('html');
        expect(await root.getAttribute('lang')).toBe(language);
        const direction = await tab.evaluate<string>('getComputedStyle(document.body).direction');
        expect([name, direction]).toEqual([name, language === 'ar' ? 'rtl' : 'ltr']);
        if ('url' in mail) {
          const action = tab.locator(`a[href="${mail.url}"]`).first();
          expect([name, await action.isVisible()]).toEqual([name, true]);
        }
      }
      // No image, no font, no style sheet: nothing tells a sender that a mail was read.
      expect(outward.filter((url) => !url.startsWith('data:'))).toEqual([]);
      await tab.close();
    },
    300_000,
  );

  it.each(languages)(
    'hold the longest names and addresses there may be in %s, on a small phone',
    async (language) => {
      const tab = await browser.context.newPage();
      await tab.setViewportSize({ width: smallestPhonePx, height: 640 });
      for (const [name, mail] of sampleMails(language)) {
        await tab.setContent(composeMail(stretched(mail)).html);
        const widthPx = await tab.evaluate<number>('document.documentElement.scrollWidth');
        expect([name, widthPx]).toEqual([name, smallestPhonePx]);
      }
      await tab.close();
    },
  );
});

/** Nothing in it can be broken at a space. */
function stretched(mail: MailInput): MailInput {
  const long = 'W'.repeat(80);
  const longUrl = `https://mca.northwind.example/api/i/${'w'.repeat(400)}`;
  const brand = {
    ...mail.brand,
    partnerName: long,
    supportEmail: `${'w'.repeat(60)}@${'w'.repeat(60)}.example`,
  };
  const named = { ...mail, brand, recipientName: long };
  if (named.kind === 'endpointNotice') return { ...named, host: `${long}.example`, url: longUrl };
  const changed = { ...named, companyName: long };
  if ('note' in changed) return { ...changed, note: 'W'.repeat(500), url: longUrl };
  if ('invitedAddress' in changed) {
    return { ...changed, invitedAddress: `${'w'.repeat(64)}@${'w'.repeat(63)}.example`, url: longUrl };
  }
  return changed;
}
