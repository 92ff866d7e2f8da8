import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../shared/domain/language.ts';
import { credentialsOfferPage, credentialsPage } from '../../shared/views/pages/credentialsPage.ts';
import { linkPage } from '../../shared/views/pages/linkPage.ts';
import { linkProblemPage } from '../../shared/views/pages/linkProblemPage.ts';
import { otherChoicesPage } from '../../shared/views/pages/otherChoicesPage.ts';
import { samplePage, sampleStates } from '../shared/views/pages/samplePage.ts';
import { findBarriersIn } from './barriers.ts';
import { findBrowser, openBrowser, type Browser } from './browser.ts';

const executablePath = findBrowser() ?? '';
const at = new Date('2026-12-22T15:41:00Z');

describe.skipIf(!executablePath)('the pages for customers (skipped without Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser(executablePath)));
  afterAll(() => browser.close());

  it.each(languages)(
    'can be used by everybody, in %s, in light, in dark and on a phone',
    async (language) => {
      const tab = await browser.context.newPage();
      const page = samplePage(language);
      const { brand, companyName } = page;
      const about = { language, brand, companyName };
      const credentials = { userName: 'admin', password: 'Wuj"4<x)&8' };
      const shown = { credentials, domain: 'tailspintoys.example', againUntil: at, onwardUrl: page.url };
      const offer = { ...about, expiresAt: at, view: 'v' };
      const pages = [
        ...Object.values(sampleStates).map((state) => linkPage({ ...page, state })),
        linkPage({ ...page, about: 'attestation', claim: { kind: 'none', at } }),
        linkPage({ ...page, about: 'relationship', isReopened: true }),
        otherChoicesPage(page),
        otherChoicesPage({ ...page, about: 'relationship' }),
        credentialsOfferPage({ ...offer, isAgain: false }),
        credentialsOfferPage({ ...offer, isAgain: true }),
        credentialsPage(about, shown),
        credentialsPage(about, null),
        ...(['LINK_NOT_FOUND', 'LINK_NOT_READY', 'INTERNAL_ERROR'] as const).map((code) =>
          linkProblemPage(code, { acceptLanguage: language, brand }),
        ),
      ];
      // A page that comes again by itself would go while it is looked at; the logo is nobody's.
      const still = (html: string) =>
        html.replace(/<meta http-equiv[^>]*>/, '').replace(/ src="[^"]*"/, ' src="data:,"');
      for (const html of pages) expect(await findBarriersIn(tab, still(html))).toEqual([]);
    },
  );

  it('show times in the reader’s zone where scripts run', async () => {
    const context = await browser.context.browser()?.newContext({ timezoneId: 'Asia/Tokyo' });
    const tab = await context?.newPage();
    await tab?.setContent(linkPage(samplePage('de')).replace(/ src="[^"]*"/, ''));
    expect(await tab?.locator('time').innerText()).toMatch(/23\. Dezember 2026.*00:41/);
    await context?.close();
  });
});
