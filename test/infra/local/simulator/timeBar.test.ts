import { expect, it } from 'vitest';
import { withTimeBar } from '../../../../infra/local/simulator/timeBar.ts';

const now = new Date('2026-12-01T10:30:00Z');

it('offers to move the time at the end of a page', async () => {
  const page = new Response('<body><p>Inbox</p></body>', {
    headers: { 'content-type': 'text/html; charset=UTF-8' },
  });
  const text = await (await withTimeBar(page, 'http://127.0.0.1:7073/_control/clock', now)).text();
  expect(text).toContain('<p>Inbox</p><form method="post" action="http://127.0.0.1:7073/_control/clock"');
  expect(text).toContain('2026-12-01 10:30 UTC');
  expect([...text.matchAll(/value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
    'PT1H',
    'P1D',
    'P3D',
    'P30D',
  ]);
});

it('leaves every other answer as it is', async () => {
  const answer = Response.json({ body: '</body>' });
  expect(await withTimeBar(answer, 'http://127.0.0.1:7073/_control/clock', now)).toBe(answer);
});
