import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileSecrets } from '../../../../shared/adapters/secrets/fileStore.ts';

const token = 'partner-center-refresh-token';
const now = new Date('2026-03-02T09:00:00Z');
const expiresAt = new Date('2026-05-31T09:00:00Z');
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  path = join(folder, 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));
const open = (given = {}) => createFileSecrets(path, given, { now: () => now });

it('gives what the settings gave until there is something newer', async () => {
  const secrets = open({ [token]: 'from the settings' });
  expect([await secrets.read(token), await secrets.describe(token)]).toEqual([
    'from the settings',
    undefined,
  ]);
  await secrets.write(token, 'newer', { expiresAt });
  expect(await secrets.read(token)).toBe('newer');
  expect(await secrets.describe(token)).toEqual({ updatedAt: now, expiresAt });
});

it('outlives the process, and shows others what one has written', async () => {
  const reader = open();
  await expect(reader.read(token)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  await open().write(token, 'kept', { expiresAt });
  expect(await reader.read(token)).toBe('kept');
});

it('loses none of several writes, leaves no draft, and is nobody else’s to read', async () => {
  const secrets = open();
  const names = [token, 'partner-center-client-secret', 'partner-center-certificate'] as const;
  await Promise.all(names.map((name) => secrets.write(name, name, { expiresAt })));
  expect(await Promise.all(names.map((name) => secrets.read(name)))).toEqual(names);
  expect(await readdir(folder)).toEqual(['secrets.json']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('says that the file is broken without quoting it', async () => {
  await writeFile(path, 'a secret, not JSON');
  const failure = await open()
    .read(token)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  expect(String(failure)).not.toContain('secret,');
});
