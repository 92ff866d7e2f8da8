import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import { createPortal } from '../../../../shared/edge/portal/createPortal.ts';
import { securityTxt } from '../../../../shared/edge/portal/securityTxt.ts';
import { context, httpRequest } from '../../../fakes/azure.ts';

let folder: string;
let portal: HttpHandler;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-portal-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<script>"the settings of this installation"</script>');
  await writeFile(join(folder, 'preview.html'), 'the frame');
  for (const suffix of ['', '.br', '.gz'])
    await writeFile(join(folder, `assets/a-1.js${suffix}`), `js${suffix}`);
  portal = createPortal(folder, async () => ({
    publicUrl: 'https://agreements.example',
    contactEmail: 'help@partner.example',
    partnerName: '</script><b>Partner',
    language: 'en',
    clientId: 'portal-id',
    authority: 'https://login.example/tenant',
    scope: 'api/.default',
  }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function get(path: string, headers: Record<string, string> = {}) {
  const request = httpRequest({ url: `https://agreements.example${path}`, headers });
  const answer = (await portal(request, context())) as HttpResponseInit;
  return {
    status: answer.status ?? 200,
    headers: new Headers(answer.headers),
    body: String(answer.body),
  };
}

it('answers every address of the portal with the page, its settings safe inside of it', async () => {
  for (const path of ['/portal/', '/portal/customers/1?show=links', '/portal/assets/../index.html']) {
    const { status, body, headers } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(body).toContain('"clientId":"portal-id"');
    expect(body).toContain('\\u003c/script>');
    expect(body).not.toContain('help@partner.example');
    expect(headers.get('cache-control')).toBe('no-cache');
  }
  expect((await get('/portal')).status).toBe(302);
});

it('lets the page run its own scripts alone, and ask the API and the identity provider alone', async () => {
  const policy = (await get('/portal/')).headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self' https://login.example",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  expect(policy).not.toContain('unsafe');
  expect((await get('/portal/preview')).headers.get('content-security-policy')).toContain(
    'sandbox allow-scripts',
  );
});

it('sends files as small as the browser takes them, for good', async () => {
  const small = await get('/portal/assets/a-1.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(small.body).toBe('js.br');
  expect(small.headers.get('content-encoding')).toBe('br');
  expect(small.headers.get('cache-control')).toContain('immutable');
  expect((await get('/portal/assets/a-1.js', { 'accept-encoding': 'br;q=0, gzip' })).body).toBe('js.gz');
  const plain = await get('/portal/assets/a-1.js');
  expect([plain.body, plain.headers.get('content-encoding')]).toEqual(['js', null]);
  expect((await get('/portal/assets/gone-1.js')).status).toBe(404);
});

it('tells where to report a weakness, until a day within the year', () => {
  const about = { publicUrl: 'https://agreements.example', contactEmail: 'help@partner.example' };
  const text = securityTxt(about, new Date('2026-11-30T12:00:00Z'));
  expect(text).toContain('Contact: mailto:help@partner.example\n');
  expect(text).toContain('Expires: 2027-05-29T00:00:00.000Z\n');
});
