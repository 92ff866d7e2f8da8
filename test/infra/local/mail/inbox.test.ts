import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, startMailFixture, type MailFixture } from './mailFixture.ts';

let mail: MailFixture;
beforeAll(async () => void (mail = await startMailFixture()));
afterAll(() => mail.simulator.stop());
afterEach(() => mail.reset());

const hostile = '"><script>alert(1)</script>';
const get = async (path: string) => {
  const reply = await fetch(mail.simulator.url + path);
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
};
const capture = async (content: { subject: string; plainText: string; html?: string }) => {
  await mail.client().beginSend(mailTo('ann@contoso.example', { content }));
  return (await mail.messages())[0]?.operationId ?? '';
};

describe('the inbox', () => {
  it('says when it is empty', async () => {
    expect((await get('/')).text).toContain('No mail yet');
  });

  it('lists mails with links, and shows nobody’s markup as markup', async () => {
    const id = await capture({ subject: hostile, plainText: hostile, html: hostile });
    for (const path of ['/', ...['html', 'text', 'source'].map((view) => `/inbox/${id}?view=${view}`)]) {
      const { status, text, headers } = await get(path);
      expect(status).toBe(200);
      expect(text).toContain('&quot;&gt;&lt;script&gt;');
      expect(text).not.toContain('<script');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await get('/')).text).toContain(`href="/inbox/${id}"`);
  });

  it('shows the HTML part in a frame without scripts or network, its links in new tabs', async () => {
    const id = await capture({
      subject: 'Hello',
      plainText: 'x',
      html: '<!doctype html><html><head><title>x</title></head><body><a href="https://e.example">go</a></body></html>',
    });
    const shown = await get(`/inbox/${id}`);
    expect(shown.text).toMatch(/<iframe\s+src="\/inbox\/[^"]+\/html"/);
    expect(shown.text).toMatch(/sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const frame = await get(`/inbox/${id}/html`);
    expect(frame.text).toContain('<head><base target="_blank">');
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).not.toContain('allow-same-origin');
    expect(policy).toContain("default-src 'none'");
  });

  it('falls back to the text part of a mail without HTML', async () => {
    const id = await capture({ subject: 'Hello', plainText: 'only text' });
    expect((await get(`/inbox/${id}`)).text).toContain('only text');
    expect((await get(`/inbox/${id}?view=html`)).text).toContain('no HTML part');
  });

  it('makes addresses in the text part clickable, in new tabs', async () => {
    const plainText = 'See https://a.example/i/x?y=1&z=2. <b>(http://b.example)';
    const { text } = await get(`/inbox/${await capture({ subject: 'Hello', plainText })}`);
    expect(text).toContain(
      '<a href="https://a.example/i/x?y=1&amp;z=2" target="_blank" rel="noopener noreferrer">',
    );
    expect(text).toContain('href="http://b.example"');
    expect(text).toContain('</a>. &lt;b&gt;(');
  });

  it('hands out the request byte for byte, and an .eml no header can be smuggled into', async () => {
    const subject = 'Zażółć\r\nBcc: eve@evil.example';
    const id = await capture({ subject, plainText: 'Bonjour é', html: '<p>é</p>' });
    const request = await get(`/inbox/${id}/request.json`);
    expect(JSON.parse(request.text)).toMatchObject({ content: { subject } });
    const eml = (await get(`/inbox/${id}/mail.eml`)).text;
    const [head = ''] = eml.split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/m);
    expect(head).toMatch(/^To: =\?utf-8\?B\?[^?]+\?= <ann@contoso.example>$/m);
    const encoded = [.../=\?utf-8\?B\?([^?]+)\?=/g[Symbol.matchAll](head.slice(head.indexOf('Subject:')))];
    expect(encoded.map(([, base64 = '']) => Buffer.from(base64, 'base64').toString()).join('')).toBe(subject);
    expect(eml).toContain(Buffer.from('Bonjour é').toString('base64'));
  });

  it('answers 404 with a way back for a mail it does not have', async () => {
    const { status, text } = await get('/inbox/00000000-0000-0000-0000-000000000001');
    expect(status).toBe(404);
    expect(text).toContain('href="/"');
  });
});
