import type { Language } from '../../../../shared/domain/language.ts';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../shared/domain/language.ts';
import { pageHeaders } from '../../../../shared/edge/pageHeaders.ts';
import { credentialsOfferPage, credentialsPage } from '../../../../shared/views/pages/credentialsPage.ts';
import { linkPage } from '../../../../shared/views/pages/linkPage.ts';
import { linkProblemPage } from '../../../../shared/views/pages/linkProblemPage.ts';
import { otherChoicesPage } from '../../../../shared/views/pages/otherChoicesPage.ts';
import { samplePage, sampleStates } from './samplePage.ts';

const mostBytes = 15 * 1024;
const kinds = ['invitation', 'attestation', 'relationship'] as const;

describe.each(languages)('the page of a link in %s', (language) => {
  it.each(kinds)('about an %s tells every state whole, small, and with the brand', (about) => {
    for (const [name, state] of Object.entries(sampleStates)) {
      const html = linkPage(samplePage(language, { about, state }));
      expect(Buffer.byteLength(html), name).toBeLessThanOrEqual(mostBytes);
      expect(html, name).not.toMatch(/\{\$|undefined|null|NaN/);
      expect(html).toContain(`dir="${['ar', 'he'].includes(language) ? 'rtl' : 'ltr'}"`);
      for (const part of [
        'alt="Fabrikam"',
        'mailto:help@fabrikam.example',
        'tel:+49301234567',
        'Anna Meier',
        'HRB 12345',
      ])
        expect(html, name).toContain(part);
    }
  });

  it('and every other page is small, is one request, and sends none to anybody else', () => {
    for (const [name, html] of otherPages(language)) {
      expect(Buffer.byteLength(html), name).toBeLessThanOrEqual(mostBytes);
      expect(html, name).not.toMatch(/\{\$|undefined|null|NaN/);
      const loaded = [...html.matchAll(/<(?:img|script|link|iframe)\b[^>]*?(?:src|href)="([^"]*)"/g)];
      expect(
        loaded.map(([, url]) => url),
        name,
      ).toEqual(['https://fabrikam.example/logo.png']);
    }
  });

  it('says who invites, until when with its zone, and where to look before signing in', () => {
    const html = linkPage(samplePage(language));
    for (const part of ['Jo Berg', 'Tailspin Toys', 'admin.microsoft.com', 'UTC'])
      expect(html).toContain(part);
    expect(html).toContain('<time datetime="2026-12-22T15:41:00.000Z">');
    expect(linkPage(samplePage(language, { inviterName: null }))).not.toContain('Jo Berg');
  });
});

/** All pages for customers beside that of a link. */
function otherPages(language: Language): Map<string, string> {
  const page = samplePage(language);
  const { brand, companyName, expiresAt, url } = page;
  const about = { language, brand, companyName };
  const offer = { ...about, expiresAt, view: 'v' };
  const credentials = { userName: 'admin', password: 'Wuj"4<x)&8' };
  const shown = { credentials, domain: 'tailspintoys.example', againUntil: expiresAt, onwardUrl: url };
  const codes = ['LINK_NOT_FOUND', 'LINK_NOT_READY', 'INVITATION_CLOSED', 'INTERNAL_ERROR'] as const;
  return new Map([
    ['link', linkPage(page)],
    ...kinds.map((one) => [`other ${one}`, otherChoicesPage({ ...page, about: one })] as const),
    ['credentials', credentialsOfferPage({ ...offer, isAgain: false })],
    ['credentials again', credentialsOfferPage({ ...offer, isAgain: true })],
    ['credentials shown', credentialsPage(about, shown)],
    ['credentials gone', credentialsPage(about, null)],
    ...codes.map((code) => [code, linkProblemPage(code, { acceptLanguage: language, brand })] as const),
  ]);
}

const nextBusinessDay: Record<Language, string> = {
  ...{ en: 'next business day', fr: 'jour ouvré suivant', de: 'nächsten Werktag', ja: '翌営業日' },
  ...{ es: 'siguiente día laborable', ar: 'يوم العمل التالي', he: 'ביום העסקים הבא' },
};

describe('the page of a link', () => {
  it('leads on with the value that shows it was offered, and so does each of its forms', () => {
    const html = linkPage(samplePage('en'));
    expect(html).toContain('href="abc/go?view=the-view"');
    const forms = [...html.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/g)];
    expect(forms.map(([, action]) => action)).toEqual(['abc/accepted']);
    for (const [, , inside] of forms) expect(inside).toContain('name="view" value="the-view"');
  });

  it.each([
    ['expired', 'abc/renew'],
    ['declined', 'abc/undo'],
    ['declinedForGood', 'abc/renew'],
    ['rejected', 'abc/renew'],
    ['refused', 'abc/accepted'],
  ])('offers of one that is %s what can be done', (name, action) => {
    const state = sampleStates[name];
    if (!state) expect.fail('no such state');
    expect(linkPage(samplePage('en', { state }))).toContain(`action="${action}"`);
  });

  it('leads to the newer invitation, and offers nothing where nothing is left to do', () => {
    const of = (name: string) =>
      linkPage(samplePage('en', { state: sampleStates[name] ?? { kind: 'open' } }));
    expect(of('newer')).toContain('href="https://partner.example/api/i/def"');
    for (const name of ['acceptedOn', 'signed', 'confirmed', 'replaced', 'withdrawn', 'wanted', 'stuck'])
      expect(of(name), name).not.toMatch(/<form|\/go\?/);
  });

  it('tells an exact date as such, and otherwise since when we know', () => {
    const of = (name: string) =>
      linkPage(samplePage('en', { state: sampleStates[name] ?? { kind: 'open' } }));
    expect(of('acceptedOn')).toContain('Accepted for Tailspin Toys on');
    expect(of('acceptedSince')).toContain('We have known since');
  });

  it.each(Object.entries(nextBusinessDay))(
    'says in %s that Microsoft may show an acceptance only the next business day',
    (language, words) => {
      const claim = { kind: 'none', at: new Date('2026-12-01T10:00:00Z') } as const;
      expect(linkPage(samplePage(language as Language, { claim }))).toContain(words);
    },
  );

  it('says what Microsoft said to a claim', () => {
    const at = new Date('2026-12-01T10:00:00Z');
    expect(linkPage(samplePage('en', { claim: { kind: 'none', at } }))).toMatch(/no acceptance.*10:00 UTC/s);
    expect(linkPage(samplePage('en', { claim: { kind: 'failed' } }))).toContain('could not be asked');
  });

  it('tells no signatory to pass on a link that is for the signatory alone, and speaks of the partnership', () => {
    expect(linkPage(samplePage('en', { about: 'attestation' }))).toContain('for you alone');
    expect(linkPage(samplePage('en', { about: 'relationship' }))).toContain(
      'confirm it as your Microsoft partner',
    );
  });

  it('names the company also where nothing is asked any more', () => {
    for (const state of Object.values(sampleStates))
      expect(linkPage(samplePage('en', { state })), state.kind).toContain('Tailspin Toys');
  });

  it('can be read in the other languages, which answers keep', () => {
    const html = linkPage(samplePage('ja', { isChosenLanguage: true }));
    for (const language of languages)
      expect(html.includes(`href="?lang=${language}"`), language).toBe(language !== 'ja');
    for (const way of ['abc/go?view=the-view&amp;lang=ja', 'abc/accepted?lang=ja', 'abc/other?lang=ja'])
      expect(html).toContain(`"${way}"`);
    expect(linkPage(samplePage('ja'))).toContain('action="abc/accepted"');
  });

  it('says that an answer from an old page changed nothing', () => {
    for (const name of ['open', 'expired', 'declined', 'declinedForGood', 'refused']) {
      const page = samplePage('en', { state: sampleStates[name] ?? { kind: 'open' }, isStale: true });
      expect(linkPage(page), name).toContain('Nothing was changed');
    }
  });

  it.each(kinds)('about an %s takes word of what was done at Microsoft', (about) => {
    const claim = { kind: 'none', at: new Date('2026-12-01T10:00:00Z') } as const;
    const html = linkPage(samplePage('en', { about, claim }));
    expect(html).toContain('action="abc/accepted"');
    expect(html).toContain('<h1>Thank you, we keep asking Microsoft</h1>');
    expect(html.includes('as a customer of Fabrikam yet')).toBe(about === 'relationship');
  });

  it('shows names as text, whatever is in them', () => {
    const name = `"><img src=x onerror=alert(1)> & 'Sons'`;
    const page = samplePage('en', { companyName: name, inviterName: name });
    const html = linkPage({ ...page, brand: { partnerName: name, supportEmail: null, legalFooter: name } });
    expect(html).not.toContain('<img');
  });

  it('lets its own script run, no other, and nothing from elsewhere but the logo', () => {
    const html = linkPage(samplePage('en'));
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    const policy = pageHeaders('https://fabrikam.example/logo.png')['content-security-policy'];
    expect(policy).toContain(`script-src 'sha256-${hash}';`);
    expect(policy).toContain('img-src https://fabrikam.example;');
    expect(pageHeaders()['content-security-policy']).not.toContain('img-src');
  });

  it.each(languages)('that waits for Microsoft says so in %s and looks again by itself', (language) => {
    const html = linkProblemPage('LINK_NOT_READY', { acceptLanguage: language });
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toContain('http-equiv="refresh" content="5"');
    expect(linkProblemPage('LINK_NOT_FOUND', { acceptLanguage: language })).not.toContain('refresh');
  });
});
