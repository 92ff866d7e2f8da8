import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** What keeps the portal safe in a browser; registered by the test that owns the environment. */
export function securityJourney(
  open: (as: PersonKey, path: string) => Promise<OpenedPortal>,
  urls: () => { readonly functions: string; readonly entra: string },
): void {
  it('sends its security headers with every answer: pages, files, what is not there, and what leads on', async () => {
    const { functions, entra } = urls();
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${functions}${path}`, { redirect: 'manual', headers });
    const html = await (await get('/portal/')).text();
    const assets = [...html.matchAll(/"(\/portal\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets.length).toBeGreaterThan(1);
    const answers = {
      200: ['/portal/', '/portal/customers/1?show=links', '/portal/nowhere', '/portal/preview', ...assets],
      302: ['/', '/portal'],
      404: ['/portal/assets/gone-1.js', '/portal/assets/gone-1.css'],
    };
    for (const [status, paths] of Object.entries(answers)) {
      for (const path of paths) {
        for (const encoding of ['br', 'identity']) {
          const answer = await get(path, { 'accept-encoding': encoding });
          await answer.arrayBuffer();
          expect([path, String(answer.status)]).toEqual([path, status]);
          const of = (name: string): string => `${path} ${name}: ${answer.headers.get(name) ?? ''}`;
          expect(of('content-security-policy')).toContain("default-src 'none'");
          expect(of('content-security-policy')).toMatch(/frame-ancestors '(none|self)'/);
          expect(of('x-content-type-options')).toContain('nosniff');
          expect(of('referrer-policy')).toContain('no-referrer');
          expect(of('strict-transport-security')).toContain('max-age=31536000');
          expect(of('permissions-policy')).toContain('camera=()');
          expect(of('cross-origin-opener-policy')).toContain('same-origin');
        }
      }
    }
    const policy = (await get('/portal/')).headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy.split('; ')).toContain(`connect-src 'self' ${entra}`);
    expect(policy.split('; ')).toContain("require-trusted-types-for 'script'");
  });

  it('tells where to report a weakness', async () => {
    const answer = await fetch(`${urls().functions}/.well-known/security.txt`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = await answer.text();
    expect(text).toMatch(/^Contact: mailto:\S+@\S+$/m);
    const [, end = ''] = /^Expires: (\S+)$/m.exec(text) ?? [];
    // The environment's clock may be ahead of the host's.
    const at = Date.parse(answer.headers.get('date') ?? '');
    expect(Date.parse(end) - at).toBeGreaterThan(0);
  });

  it('signs out, and asks for the person again afterwards', async () => {
    const { page } = await open('AdminAgent', '/customers');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('button[value="Viewer"]').waitFor();
    await page.goto(`${urls().functions}/portal/customers`);
    await page.locator('button[value="Viewer"]').click();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.close();
  });
}
