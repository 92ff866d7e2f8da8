import { describe, expect, it } from 'vitest';
import { sampleBrand, sampleMails } from '../../../../infra/build/mailSamples.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import type { MailInput, RequestMail } from '../../../../shared/views/mail/mailInput.ts';
import { directionOf, mailLanguages } from '../../../../shared/views/mail/mailLanguage.ts';

const invitation = {
  kind: 'inviteExisting',
  language: 'en',
  brand: sampleBrand,
  recipientName: 'Anna Bell',
  companyName: 'Contoso Ltd',
  url: 'https://mca.northwind.example/api/i/token',
  expiresAt: new Date('2026-12-22T15:41:00Z'),
  note: null,
} satisfies RequestMail;

describe.each(mailLanguages)('every mail in %s', (language) => {
  const mails = [...sampleMails(language)].map(([name, mail]) => ({ name, mail, ...composeMail(mail) }));

  it('has a subject of one line', () => {
    for (const { name, subject } of mails)
      expect(subject, name).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]{10,150}$/u);
  });

  it('has a subject of at most 70 characters with one colon at most, also where partner and customer have long names', () => {
    const long =
      language === 'ja' ? '株式会社'.repeat(20) : 'Northwind International Cloud Services '.repeat(2);
    for (const { name, mail } of mails) {
      const named = { ...mail, brand: { ...mail.brand, partnerName: long } };
      const { subject } = composeMail(
        mail.companyName === null ? named : ({ ...named, companyName: long } as MailInput),
      );
      expect([...subject].length, `${name}: ${subject}`).toBeLessThanOrEqual(70);
      for (const one of [subject, composeMail(mail).subject])
        expect(one.match(/[:：]/g)?.length ?? 0, `${name}: ${one}`).toBeLessThanOrEqual(1);
    }
  });

  it('says the same in text and in HTML', () => {
    const plain = (text: string) => text.replace(/[\s>]+|^--$/gmu, '');
    for (const { name, html, text } of mails) {
      const body = plain(
        html
          .replace(/<!--.*?-->|<head>.*?<\/head>/gs, '')
          .replace(/<[^>]*>/g, ' ')
          .replace(/&quot;/g, '"')
          .replace(/&#39;/g, "'")
          .replace(/&#96;/g, '`')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&amp;/g, '&'),
      );
      for (const block of text.split(/\n+/))
        expect(body.includes(plain(block)) || block.endsWith(':'), `${name}: ${block}`).toBe(true);
    }
  });

  it('names its language and direction on the document and on its content', () => {
    const direction = directionOf(language);
    for (const { name, html } of mails) {
      expect(html, name).toMatch(new RegExp(`<html[^>]* lang="${language}" dir="${direction}"`));
      expect(html, name).toMatch(new RegExp(`role="article" lang="${language}" dir="${direction}"`));
      expect(html.includes('text-align:right'), name).toBe(direction === 'rtl');
    }
  });

  it('is under 60 KB and loads nothing', () => {
    for (const { name, html } of mails) {
      expect(Buffer.byteLength(html), name).toBeLessThan(60 * 1024);
      expect(html, name).not.toMatch(/<(?:img|script|link|iframe|object)\b|@import|url\(|fonts\.g/i);
    }
  });

  it('leaves no slot and no placeholder open', () => {
    for (const { name, html, text } of mails)
      expect(html + text, name).not.toMatch(/\[\[|\]\]|%dir%|%start%|\{\$|undefined|\[object/);
  });

  it('shows each address in the HTML and, on a line of its own, in the text', () => {
    for (const { name, mail, html, text } of mails)
      for (const url of urlsOf(mail)) {
        expect(html, name).toContain(`href="${url}"`);
        expect(html, name).toContain(`>${url}</a>`);
        expect(text.split('\n'), name).toContain(url);
      }
  });

  it('links to nothing but the addresses it was given', () => {
    for (const { name, mail, html, text } of mails) {
      const allowed = new Set([...urlsOf(mail), `mailto:${sampleBrand.supportEmail}`]);
      for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(allowed, name).toContain(href);
      for (const [url] of text.matchAll(/https?:\/\/\S+/g)) expect(allowed, name).toContain(url);
    }
  });

  it('writes text without markup and HTML entities', () => {
    for (const { name, text } of mails) {
      expect(text.replace('Wuj"4<x)&8', ''), name).not.toMatch(/<|>(?! |\n)|&[#\w]+;/);
      expect(text, name).not.toMatch(/\n{3}/);
      expect(text.endsWith('\n'), name).toBe(true);
    }
  });

  it('gives the same bytes for the same input', () => {
    for (const { name, mail, subject, html, text } of mails)
      expect(composeMail(structuredClone(mail)), name).toEqual({ subject, html, text });
  });

  it('has a preheader that fits into a list of mails', () => {
    for (const { name, html } of mails) {
      const preheader = /opacity:0;overflow:hidden;">([^<]*)</.exec(html)?.[1] ?? '';
      expect([...preheader].length, name).toBeGreaterThan(10);
      expect([...preheader].length, name).toBeLessThan(90);
    }
  });
});

describe('an invitation', () => {
  it('reads like this in text', () => {
    expect(composeMail(invitation).text).toMatchInlineSnapshot(`
      "Hello Anna Bell,

      Northwind Cloud supplies Microsoft products to Contoso Ltd. Microsoft requires every customer to accept the Microsoft Customer Agreement, and no valid acceptance is on record for your company yet.

      Until the agreement is accepted, we cannot place new orders for you or change your subscriptions. Services you already use keep running.

      Read and accept here:
      https://mca.northwind.example/api/i/token

      Valid until: 22 December 2026 at 15:41 UTC

      The link opens a page of Northwind Cloud that leads on to the Microsoft 365 admin center. Sign in there, read the agreement and accept it.

      Only a Global Administrator of Contoso Ltd can accept. If that is not you, please pass this e-mail on to the right person.

      Signed in to Microsoft with another account? Then open the address in a private browser window.

      Questions? We are happy to help: help@northwind.example

      Your contact at Northwind Cloud: Chris Green
      Phone: +44 20 7946 0000

      Kind regards,
      Northwind Cloud

      --

      If you did not expect this e-mail, you can ignore it: nothing changes as long as nobody accepts.

      You also get there without this link: type admin.microsoft.com into your browser, sign in, and look for the agreement under Billing, Billing accounts.

      If in doubt, call Northwind Cloud on a number that you know already. Enter your password only at Microsoft.

      This e-mail was sent by Northwind Cloud, not by Microsoft.
      You receive it as a contact for the Microsoft services of Contoso Ltd.

      Northwind Cloud Ltd, 1 High Street, London
      Registered in England, no. 1234567
      "
    `);
  });

  it.each([
    ['en', '22 December 2026 at 15:41 UTC'],
    ['fr', '22 décembre 2026 à 15:41 UTC'],
    ['de', '22. Dezember 2026 um 15:41 UTC'],
    ['es', '22 de diciembre de 2026 a las 15:41 UTC'],
    ['ja', '2026年12月22日 15:41 UTC'],
    ['ar', '22 ديسمبر 2026 في 03:41 م UTC'],
    ['he', '22 בדצמבר 2026 בשעה 15:41 UTC'],
  ] as const)('dates its end in %s', (language, date) => {
    const { html, text } = composeMail({ ...invitation, language });
    expect(text).toContain(date);
    expect(html).toContain(date);
  });

  it('greets without a name when there is none', () => {
    for (const recipientName of [null, '', ' \u202e\r\n'])
      expect(composeMail({ ...invitation, recipientName }).text).toMatch(/^Hello,\n/);
  });

  it('says that the partner sent it and not Microsoft', () => {
    expect(composeMail(invitation).text).toContain('sent by Northwind Cloud, not by Microsoft');
  });

  it('quotes the note line by line, and leaves the block out without one', () => {
    const note = 'First line\r\nSecond line\u2028Third line';
    expect(composeMail({ ...invitation, note }).text).toContain(
      '> First line\n> Second line\n> Third line\n',
    );
    expect(composeMail({ ...invitation, note }).html).toContain(
      'First line<br />Second line<br />Third line',
    );
    expect(composeMail({ ...invitation, note: ' \n ' })).toEqual(composeMail(invitation));
  });

  it('cuts a note after 500 characters and a name after 80', () => {
    const { text } = composeMail({ ...invitation, note: 'n'.repeat(900), companyName: 'C'.repeat(900) });
    expect(text).toContain(`> ${'n'.repeat(499)}…\n`);
    expect(text).toContain(` ${'C'.repeat(79)}…`);
  });

  it('keeps the subject within 70 characters whatever the names', () => {
    const brand = { ...sampleBrand, partnerName: '😀'.repeat(100) };
    const { subject } = composeMail({ ...invitation, brand, companyName: '😀'.repeat(100) });
    expect([...subject].length).toBeLessThanOrEqual(70);
    expect(subject).not.toMatch(/\p{Cs}/u);
  });

  it('isolates a name of the other direction in the body, never in the subject', () => {
    const { subject, text } = composeMail({ ...invitation, companyName: 'كونتوسو (UK)' });
    expect(text).toContain('\u2068كونتوسو (UK)\u2069');
    expect(subject).not.toMatch(/[\u2066-\u2069]/);
    expect(composeMail(invitation).text).not.toMatch(/[\u2066-\u2069]/);
  });

  it.each([
    { ...invitation, companyName: '\u202e' },
    { ...invitation, brand: { ...sampleBrand, partnerName: ' ' } },
  ])('is refused without the name of a company or partner', (mail) => {
    expect(() => composeMail(mail)).toThrow(/needs the name/);
  });
});

function urlsOf(mail: MailInput): string[] {
  const urls = 'url' in mail ? [mail.url] : [];
  if ('signIn' in mail && mail.signIn.kind === 'viewOnce') urls.push(mail.signIn.url);
  if ('notForMeUrl' in mail) urls.push(mail.notForMeUrl);
  return urls;
}
