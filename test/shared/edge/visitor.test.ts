import { describe, expect, it } from 'vitest';
import { isPerson } from '../../../shared/edge/visitor.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

const visit = (headers: Record<string, string>, method = 'GET') =>
  isPerson({ method, headers: new Headers(headers) });

describe('a visit to a link', () => {
  it.each([
    ['Edge', `${chrome} Edg/143.0.0.0`],
    [
      'Safari on a phone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    ],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'],
    ['Outlook on Android', `${chrome} PKeyAuth/1.0`],
  ])('from %s is a person', (_name, agent) => {
    expect(visit({ 'user-agent': agent })).toBe(true);
    const navigated = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(visit({ 'user-agent': agent, ...navigated })).toBe(true);
  });

  it.each([
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1',
    'WhatsApp/2.24.1 A',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
    'BingPreview/1.0b',
    'Mimecast-URL-Scanner',
    'Barracuda Sentinel (EE)',
    'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
    'LinkedInBot/1.0',
    'Discordbot/2.0',
    '',
  ])('from the robot "%s" is none', (agent) => {
    expect(visit({ 'user-agent': agent })).toBe(false);
  });

  it('that only asks for the head, looks ahead, or comes from within a page is none', () => {
    expect(visit({ 'user-agent': chrome }, 'HEAD')).toBe(false);
    for (const headers of [
      { 'sec-purpose': 'prefetch;prerender' },
      { purpose: 'prefetch' },
      { 'x-moz': 'prefetch' },
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ])
      expect(visit({ 'user-agent': chrome, ...headers })).toBe(false);
  });
});
