import type { HttpRequestInit, HttpResponseInit } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { createLinkHandler, type Visit } from '../../../shared/edge/followLink.ts';
import { context, httpRequest } from '../../fakes/azure.ts';

const brand = { partnerName: 'Fabrikam', supportEmail: null, legalFooter: null };
const url = 'https://partner.example/api/c/a-token';

async function visit(
  init: HttpRequestInit,
): Promise<{ readonly seen: Visit; readonly answer: HttpResponseInit }> {
  let seen: Visit | undefined;
  const handler = createLinkHandler(() => Promise.resolve(brand))((one) => {
    seen = one;
    return Promise.resolve({ html: '<p>', brand, seenView: { value: 'the-view', seconds: 600 } });
  });
  const answer = (await handler(httpRequest({ url, ...init }), context([]))) as HttpResponseInit;
  return { seen: seen ?? expect.fail('not asked'), answer };
}

describe('a request to a customer’s link', () => {
  it('leaves the note of what a browser saw to this very link, out of reach of scripts and other sites', async () => {
    const flags = { httpOnly: true, sameSite: 'Lax', secure: true };
    const kept = { name: 'seen', value: 'the-view', maxAge: 600, path: '/api/c/a-token', ...flags };
    expect((await visit({})).answer.cookies).toEqual([kept]);
    const onLaptop = await visit({ url: url.replace('https', 'http') });
    expect(onLaptop.answer.cookies).toEqual([{ ...kept, secure: false }]);
    const behindFrontEnd = { url: url.replace('https', 'http'), headers: { 'x-forwarded-proto': 'https' } };
    expect((await visit(behindFrontEnd)).answer.cookies).toEqual([kept]);
  });

  it('is answered by a page that nothing keeps, frames or passes on', async () => {
    const { headers } = (await visit({})).answer;
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
  });

  it('reads the value of a form that stood on our own page, and of no other', async () => {
    const post = (headers: Record<string, string>, body = 'view=the-view') =>
      visit({
        ...{ method: 'POST', body: { string: body } },
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    expect((await post({ 'sec-fetch-site': 'same-origin' })).seen.view).toBe('the-view');
    expect((await post({})).seen.view).toBe('the-view');
    for (const site of ['cross-site', 'same-site'])
      expect((await post({ 'sec-fetch-site': site })).seen.view, site).toBeNull();
    expect((await post({ 'content-type': 'text/plain' })).seen.view).toBeNull();
  });

  it('reads a language of ours and a cookie of ours, and nothing else', async () => {
    const { seen } = await visit({ query: { lang: 'ar' }, headers: { cookie: 'a=b; seen=the-view; c=d' } });
    expect([seen.language, seen.seenView]).toEqual(['ar', 'the-view']);
    const other = await visit({ query: { lang: 'xx' }, headers: { cookie: 'unseen=the-view' } });
    expect([other.seen.language, other.seen.seenView]).toEqual([null, null]);
  });
});
