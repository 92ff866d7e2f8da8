import { describe, expect, it } from 'vitest';
import { sampleBrand, sampleMails } from '../../../../infra/build/mailSamples.ts';
import { changeableTexts } from '../../../../shared/views/mail/changeableTexts.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import { contrastRatio, readableOn } from '../../../../shared/views/mail/contrast.ts';
import { mailLanguages } from '../../../../shared/views/mail/mailLanguage.ts';
import { mailBrandProblems } from '../../../../shared/views/mail/mailBrand.ts';
import type { MailBrand } from '../../../../shared/domain/mail/mailBrand.ts';
import { wordingProblem } from '../../../../shared/views/mail/mailWording.ts';
import type { MailInput } from '../../../../shared/views/mail/mailInput.ts';

const colors = { button: '#ffc83d', buttonText: '#1b1b1b', link: '#7a4b00' };
const logo = { url: 'https://northwind.example/logo.png', widthPx: 160, heightPx: 40 };

function invitation(brand: MailBrand): MailInput {
  const [mail] = sampleMails('en').values();
  if (mail === undefined) throw new Error('No sample.');
  return { ...mail, brand };
}

describe('the texts that a partner may change', () => {
  it.each(mailLanguages)(
    'can be kept as they are listed (%s), with placeholders that the mail fills',
    (language) => {
      for (const { key, text, placeholders, isOneLine } of changeableTexts(language)) {
        expect([key, wordingProblem(key, text)]).toEqual([key, null]);
        expect([key, wordingProblem(key, placeholders.map((name) => `{$${name}}`).join(' ') || 'x')]).toEqual(
          [key, null],
        );
        expect(isOneLine).toBe(/\.(subject|preheader)$/.test(key));
      }
    },
  );
});

describe('a brand', () => {
  it('is fine as the samples have it, and with colours, logo and own words', () => {
    expect(mailBrandProblems(sampleBrand)).toEqual([]);
    const wording = { fr: { regards: 'À bientôt,\nvotre équipe {$partnerName}' } };
    expect(mailBrandProblems({ ...sampleBrand, colors, logo, wording })).toEqual([]);
  });

  it.each<[string, Partial<MailBrand>]>([
    ['/partnerName', { partnerName: '' }],
    ['/partnerName', { partnerName: 'North\nwind' }],
    ['/partnerName', { partnerName: 'North\u202ewind' }],
    ['/partnerName', { partnerName: 'N'.repeat(81) }],
    ['/partnerName', { partnerName: 'Microsoft' }],
    ['/partnerName', { partnerName: 'Ｍicrosoft Support' }],
    ['/partnerName', { partnerName: 'The Microsoft Team' }],
    // The fourth letter is Cyrillic.
    ['/partnerName', { partnerName: 'Micr\u043esoft Support' }],
    ['/partnerName', { partnerName: 'Pay at https://evil.example' }],
    ['/partnerName', { partnerName: 'billing@evil.example' }],
    ['/supportEmail', { supportEmail: 'help@northwind.example?cc=x@y.example' }],
    ['/supportEmail', { supportEmail: '' }],
    ['/legalFooter', { legalFooter: 'x'.repeat(1001) }],
    ['/legalFooter', { legalFooter: 'a\u202eb' }],
    ['/colors/button', { colors: { ...colors, button: 'red' } }],
    ['/colors/link', { colors: { ...colors, link: '#fff' } }],
    ['/colors/link', { colors: { ...colors, link: '#777778' } }],
    ['/colors/buttonText', { colors: { ...colors, buttonText: '#ffffff' } }],
    ['/logo/url', { logo: { ...logo, url: 'http://northwind.example/logo.png' } }],
    ['/logo/widthPx', { logo: { ...logo, widthPx: 0 } }],
    ['/logo/heightPx', { logo: { ...logo, heightPx: 40.5 } }],
    ['/wording/en/regards', { wording: { en: { regards: 'Bye {$url}' } } }],
  ])('is refused at %s', (pointer, change) => {
    const problems = mailBrandProblems({ ...sampleBrand, ...change });
    expect(problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });

  it.each(['Booking.com', 'Work@Home', 'Contoso for Microsoft 365', 'Альфа Cloud', 'Ελλάς IT'])(
    'may be called %s',
    (partnerName) => {
      expect(mailBrandProblems({ ...sampleBrand, partnerName })).toEqual([]);
    },
  );

  it('colours its mails, with a logo that is named in words', () => {
    const { html } = composeMail(invitation({ ...sampleBrand, colors, logo }));
    expect(html).toContain('bgcolor="#ffc83d"');
    expect(html.replace(/\s+/g, ' ')).toContain(
      `<img src="${logo.url}" alt="Northwind Cloud" width="160" height="40"`,
    );
  });

  it('says things in its own words, in the languages it gives them for', () => {
    const wording = {
      en: {
        'inviteExisting.subject': 'Two minutes for {$companyName}?',
        'inviteExisting.why': 'Dear friends at {$companyName}, we need you.',
      },
    };
    const mail = invitation({ ...sampleBrand, wording });
    const { subject, text } = composeMail(mail);
    expect(subject).toBe('Two minutes for Contoso Ltd?');
    expect(text).toContain('Dear friends at Contoso Ltd, we need you.');
    expect(text).toContain('not by Microsoft');
    expect(composeMail({ ...mail, language: 'fr' })).toEqual(
      composeMail({ ...mail, language: 'fr', brand: sampleBrand }),
    );
  });
});

describe('own words', () => {
  it.each([
    ['sender', 'Sent by Microsoft', 'This message cannot be changed.'],
    ['toString', 'x', 'This message cannot be changed.'],
    ['regards', '', 'Use 1 to 600'],
    ['regards', 'x'.repeat(601), 'Use 1 to 600'],
    ['regards', 'a\u202eb', 'Use 1 to 600'],
    ['regards', 'See https://evil.example', 'Web and mail addresses'],
    ['regards', 'See www.evil.example', 'Web and mail addresses'],
    ['regards', 'Mail eve@evil.example', 'Web and mail addresses'],
    ['inviteExisting.subject', 'Two\nlines', 'A subject is one line.'],
    ['regards', 'Open { brace', 'Use text and placeholders'],
    ['regards', '{$partnerName :string}', 'Use text and placeholders'],
    ['regards', '{|text|}', 'Use text and placeholders'],
    ['regards', '{#b}bold{/b}', 'Use text and placeholders'],
    ['regards', '.input {$x :integer}\n.match $x\n* {{x}}', 'Use text and placeholders'],
    ['regards', '{$companyName}', 'Known placeholders here: partnerName.'],
  ])('for %s are refused: %j', (key, text, problem) => {
    expect(wordingProblem(key, text)).toContain(problem);
  });
});

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastRatio('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
    expect(contrastRatio('#0b5cad', '#0b5cad')).toBe(1);
  });

  it('lightens a dark link until it can be read in dark mode', () => {
    for (const link of ['#000000', '#0b5cad', '#7a4b00', '#ffffff'])
      expect(contrastRatio(readableOn(link, '#1f2429'), '#1f2429')).toBeGreaterThanOrEqual(4.5);
    expect(readableOn('#ffffff', '#1f2429')).toBe('#ffffff');
  });

  it.each([sampleBrand, { ...sampleBrand, colors }])('is 4.5:1 or more for every text of a mail', (brand) => {
    const { html } = composeMail(invitation(brand));
    const [light = '', dark = ''] = [html.replace(/<style[\s\S]*?<\/style>/g, ''), darkRules(html)];
    const body = light
      .slice(light.indexOf('role="article"'))
      .replace(/<a\s+href="[^"]*" style="display:inline-block[^>]*>/g, '');
    const texts = [...body.matchAll(/[;"\s]color:\s*(#[0-9a-f]{6})/g)].map(([, color = '']) => color);
    expect(texts.length).toBeGreaterThan(10);
    // The card, and the grey of a note, which has text in the ordinary colour only.
    for (const color of new Set(texts)) expect(contrastRatio(color, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio('#24292f', '#f1f3f5')).toBeGreaterThanOrEqual(4.5);

    const ruleOf = (selector: string, property: string): string =>
      new RegExp(`(?:^|\\n)${selector} \\{\\s*${property}: (#[0-9a-f]{6}) !important`).exec(dark)?.[1] ?? '';
    const card = ruleOf('\\.card > table', 'background-color');
    const note = ruleOf('\\.noteBlock', 'background-color');
    const words = ruleOf('\\.block p', 'color');
    for (const color of [words, ruleOf('\\.muted div', 'color'), ruleOf('\\.block a', 'color')])
      expect(contrastRatio(color, card)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(words, note)).toBeGreaterThanOrEqual(4.5);
  });
});

function darkRules(html: string): string {
  return html.slice(html.indexOf('prefers-color-scheme: dark')).split('</style>')[0] ?? '';
}
