import { describe, expect, it } from 'vitest';
import { sampleBrand, sampleMails } from '../../../../infra/build/mailSamples.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import type { MailInput } from '../../../../shared/views/mail/mailInput.ts';

const hostileTexts = {
  'CR LF and a header': 'Eve\r\nBcc: all@evil.example',
  'a line separator': 'Eve\u2028Mallory\u2029Trent\u0085X',
  'bidi overrides and isolates': 'Eve \u202Etxt.exe\u202C \u2066x\u2069 \u200F\u061C',
  'control characters': 'Eve\u0000\u0007\u001B[31m\u009F',
  'invisible characters': 'E\u200Bv\u00ADe\uFEFF\u{E0041}',
  'a lone surrogate': 'Eve\uD800',
  'a script': '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  'an attribute': `' onmouseover='alert(1)" style="x:y\` `,
  'a comment': '--><!--[if mso]><b>x</b><![endif]-->',
  entities: '&lt;b&gt; &amp;amp; &#x3c;',
  placeholders: '{$url} {$partnerName} {{x}} [[url]] [[link]] %dir% $& $1 ${x}',
  'MessageFormat syntax': '.match {$x :string} |a| {#b/} \\{ \\}',
  'a web address': 'Win at https://evil.example/login now',
  'a bare host': 'www.evil.example and evil.example/path',
  'a mail address': 'call eve@evil.example',
  'a full-width host': 'evil。example',
  'a javascript address': 'javascript:alert(1)//https://evil.example',
  'a data address': 'data:text/html,<b>x</b>',
  'many characters': '<'.repeat(5000),
};

describe.each(Object.entries(hostileTexts))('%s', (_, hostile) => {
  it.each(['en', 'ja', 'ar'] as const)('does no harm in any text of any mail in %s', (language) => {
    for (const mail of sampleMails(language).values()) {
      const clean = composeMail(withTexts(mail, 'Eve'));
      const { subject, html, text } = composeMail(withTexts(mail, hostile));
      expect(subject).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]{1,150}$/u);
      // The document has the same elements and attributes as with a harmless name.
      expect(tagsOf(html)).toEqual(tagsOf(clean.html));
      expect(html + text).not.toMatch(/[\u202a-\u202e\u2066\u061c\u2028\u2029\p{Cs}]|[^\P{Cc}\n]/u);
      expect(linksIn(html)).toEqual(linksIn(clean.html));
      expect(linksIn(text)).toEqual(linksIn(clean.text));
      expect(text).not.toMatch(/evil[.。]example|@evil/);
    }
  });
});

describe('an address', () => {
  const [invitation] = sampleMails('en').values();
  if (invitation?.kind !== 'inviteExisting') throw new Error('Not the expected sample.');

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'http://evil.example/',
    '//evil.example/',
    'evil.example',
    '',
    'https://microsoft.com@evil.example/',
    'https://user:secret@contoso.example/',
    'https://contoso.example/"><script>',
    'https://contoso.example/\r\nBcc: x',
    ' https://contoso.example/',
    'https:\\\\contoso.example',
    'https://аpple.example/',
    'https://contoso.example/\u202e',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    `https://contoso.example/${'a'.repeat(3000)}`,
  ])('is refused, and not repeated in the error: %s', (url) => {
    for (const mail of [
      { ...invitation, url },
      { ...invitation, notForMeUrl: url },
    ]) {
      const error = errorOf(() => composeMail(mail));
      expect(error.message).toBe(
        'This address may not be linked in a mail: it must be https with a plain host name.',
      );
      expect(error.cause).toBeUndefined();
    }
  });

  it.each([
    'https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/customer-agreement#/BillingAccounts',
    'https://xn--pple-43d.example/',
    'http://127.0.0.1:7071/api/i/token',
    'http://localhost:7071/',
    'http://[::1]:7071/',
    "https://contoso.example/a'b(c)?x=1&y=%20",
  ])('is linked unchanged: %s', (url) => {
    const { html, text } = composeMail({ ...invitation, url });
    const escaped = url.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
    expect(html).toContain(`href="${escaped}"`);
    expect(text.split('\n')).toContain(url);
  });
});

describe('a brand that was never checked', () => {
  const [mail] = sampleMails('en').values();
  if (mail === undefined) throw new Error('No sample.');

  it.each(['x@y.example?bcc=evil@evil.example', 'a b@y.example', '"><b>@y.example', 'not an address'])(
    'does not get its support address linked: %s',
    (supportEmail) => {
      const { html } = composeMail({ ...mail, brand: { ...sampleBrand, supportEmail } });
      expect(html).not.toContain('mailto:');
    },
  );

  it('falls back to our colours, our words and its name', () => {
    const brand = {
      ...sampleBrand,
      colors: { button: 'url(x)', buttonText: '#ffffff', link: '#eeeeee' },
      logo: { url: 'javascript:alert(1)', widthPx: 10, heightPx: 10 },
      wording: { en: { 'inviteExisting.why': 'Broken {$companyName' } },
    };
    expect(composeMail({ ...mail, brand })).toEqual(composeMail(mail));
  });
});

function withTexts(mail: MailInput, text: string): MailInput {
  const brand = { ...mail.brand, partnerName: text };
  if (mail.kind === 'endpointNotice') return { ...mail, brand, recipientName: text, host: text };
  const changed = { ...mail, recipientName: text, companyName: text };
  if ('note' in changed) return { ...changed, brand, note: text };
  if ('acceptedBy' in changed) return { ...changed, brand, acceptedBy: text };
  return { ...changed, brand };
}

function tagsOf(html: string): string[] {
  // The names of tags and attributes; values are checked by their links.
  return [...html.replace(/"[^"]*"/g, '""').matchAll(/<[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag !== '<br />');
}

function linksIn(content: string): string[] {
  return [...content.matchAll(/(?:https?|javascript|data|mailto):[^\s"<]{2,}/gi)]
    .map(([link]) => link)
    .filter((link) => /^https?:\/\/|^mailto:/.test(link));
}

function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}
