import { describe, expect, it } from 'vitest';
import { sampleMails } from '../../../../infra/build/mailSamples.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import { mailLanguages } from '../../../../shared/views/mail/mailLanguage.ts';
import { mailtoLink } from '../../../../shared/views/mail/mailto.ts';

const url = 'https://mca.northwind.example/api/i/6sQ0fXyB2mWc8kT4';
const to = 'anna@contoso.example';

function read(link: string): { to: string; subject: string; body: string } {
  const [, address = '', subject = '', body = ''] =
    /^mailto:([^?]*)\?subject=([^&]*)&body=([^&]*)$/.exec(link) ?? [];
  return {
    to: decodeURIComponent(address),
    subject: decodeURIComponent(subject),
    body: decodeURIComponent(body),
  };
}

describe('a mailto link', () => {
  it('opens the mail as it is, lines ended by CR LF', () => {
    const text = `Hello Anna & co,\n\nRead here:\n${url}\n`;
    const link = mailtoLink({ to, subject: 'Please accept: 100 % + more?', text });
    expect(link).toMatch(/^mailto:anna@contoso\.example\?subject=/);
    expect(link).toContain('%0D%0A%0D%0ARead%20here%3A%0D%0Ahttps%3A%2F%2F');
    expect(read(link)).toEqual({
      to,
      subject: 'Please accept: 100 % + more?',
      body: `Hello Anna & co,\r\n\r\nRead here:\r\n${url}`,
    });
  });

  it.each([
    ['r&d@example.com', 'r%26d@example.com'],
    ['sales/eu@example.com', 'sales%2Feu@example.com'],
    ['who?@example.com', 'who%3F@example.com'],
    ['50%@example.com', '50%25@example.com'],
    ['a#b@example.com', 'a%23b@example.com'],
    ['ann@xn--mnchen-3ya.example', 'ann@xn--mnchen-3ya.example'],
  ])('names the recipient %s so that no mail program reads more into it', (address, encoded) => {
    const link = mailtoLink({ to: address, subject: 'S', text: 't' });
    expect(link).toMatch(/^mailto:/);
    expect(link.slice('mailto:'.length, link.indexOf('?subject='))).toBe(encoded);
    expect(read(link)).toMatchObject({ to: address, subject: 'S', body: 't' });
  });

  it.each(mailLanguages)('stays short and keeps every address of a mail in %s', (language) => {
    for (const mail of sampleMails(language).values()) {
      const { subject, text } = composeMail(mail);
      const link = mailtoLink({ to, subject, text });
      expect(link.length).toBeLessThanOrEqual(1900);
      expect(link).toMatch(/^[\x21-\x7e]+$/);
      expect(link).not.toMatch(/["'<>]/);
      if ('url' in mail) expect(read(link).body.split('\r\n')).toContain(mail.url);
    }
  });

  it('drops the last paragraphs first and keeps whole ones', () => {
    const text = ['one', 'two', url, ...Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(60)}`)].join(
      '\n\n',
    );
    const { body } = read(mailtoLink({ to, subject: 's', text }));
    const kept = body.split('\r\n\r\n');
    expect(kept.slice(0, 4)).toEqual(['one', 'two', url, `0 ${'x'.repeat(60)}`]);
    expect(text.startsWith(kept.join('\n\n'))).toBe(true);
  });

  it('comes down to the address alone when nothing else fits', () => {
    const long = `https://contoso.example/${'a'.repeat(1700)}`;
    const text = `${'語'.repeat(300)}\n\n${'語'.repeat(300)}\n${long}\n\n${'語'.repeat(300)}`;
    const link = mailtoLink({ to, subject: 'S', text });
    expect(read(link).body).toBe(long);
    expect(link.length).toBeLessThanOrEqual(1900);
  });

  it('carries no header besides subject and body', () => {
    const link = mailtoLink({
      to,
      subject: 'Hi\r\nBcc: x&bcc=eve@evil.example',
      text: `a&cc=eve@evil.example\n${url}`,
    });
    expect([...link.matchAll(/[?&](\w+)=/g)].map(([, name]) => name)).toEqual(['subject', 'body']);
    expect(read(link).subject).toBe('Hi Bcc: x&bcc=eve@evil.example');
  });

  it.each(['', 'anna', 'a@b@c', 'a@b,c@d', 'a b@c.example', 'a@c.example\r\nBcc: x', 'a@c.example\u202e'])(
    'is refused for a recipient like %j',
    (recipient) => {
      expect(() => mailtoLink({ to: recipient, subject: 's', text: url })).toThrow(
        /one plain e-mail address/,
      );
    },
  );

  it('encodes what would start another part of the link', () => {
    const link = mailtoLink({ to: "o'neil+x?y&z@contoso.example", subject: 's', text: url });
    expect(link).toMatch(/^mailto:o%27neil%2Bx%3Fy%26z@contoso\.example\?subject=s&body=/);
  });
});
