import { describe, expect, it } from 'vitest';
import { localSecrets, localSettings } from '../../../../infra/local/localSettings.ts';
import { portsFrom } from '../../../../infra/local/ports.ts';
import { createByteBox } from '../../../../shared/adapters/signing/byteBox.ts';
import { createHandOver } from '../../../../shared/adapters/signing/handOver.ts';
import { createStableLinks } from '../../../../shared/adapters/signing/links.ts';
import { createPageTokens } from '../../../../shared/adapters/signing/pageTokens.ts';
import { createSecretBox } from '../../../../shared/adapters/signing/secretBox.ts';
import { createAtRest } from '../../../../shared/adapters/storage/kit/atRest.ts';
import { signingKeysOf } from '../../../../shared/composition/signingKeys.ts';
import { loadConfig } from '../../../../shared/config.ts';

const old = Buffer.alloc(32, 1);
const current = Buffer.alloc(32, 2);
const local = localSettings(portsFrom(7071), 'UseDevelopmentStorage=true', localSecrets(undefined));
const clock = { now: () => new Date('2026-12-01T12:00:00Z') };
const keysOf = (setting: string) => signingKeysOf(loadConfig({ ...local, SIGNING_KEY: setting }), clock);
const base64 = (key: Buffer) => key.toString('base64');
const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const place = { partitionKey: tenant, rowKey: 'mail|1' };

describe('after a rotation, what was made with the key before', () => {
  const [before, after] = [keysOf(base64(old)), keysOf(`${base64(current)},${base64(old)}@2026-12-31`)];
  const none = keysOf(base64(current));

  it('still works: mailed links of every kind, waiting mails, webhook secrets, credentials, pages of lists', async () => {
    const linksOf = (key: typeof before) => createStableLinks({ publicUrl: 'https://a.example', key });
    const tokenIn = (url: string) => url.split('/').at(-1) ?? '';
    const token = tokenIn(linksOf(before).url(tenant, 3));
    expect(linksOf(after).read(token)).toEqual({ about: 'invitation', customerTenantId: tenant, number: 3 });
    const { attestationUrl, relationshipUrl } = linksOf(before);
    for (const url of [attestationUrl(tenant, 2), relationshipUrl(tenant)])
      expect(linksOf(after).read(tokenIn(url))).toBeDefined();
    expect(() => linksOf(none).read(token)).toThrow('not one of ours');

    const restOf = (key: typeof before) => createAtRest(createByteBox(key, 'texts at rest'));
    expect(await restOf(after).open(place, restOf(before).seal(place, 'a mail'))).toBe('a mail');
    await expect(restOf(none).open(place, restOf(before).seal(place, 'a mail'))).rejects.toThrow(
      'SIGNING_KEY',
    );

    expect(createSecretBox(after).open(createSecretBox(before).seal('whsec_x', 'place'), 'place')).toBe(
      'whsec_x',
    );

    const handOverOf = (key: typeof before) => createHandOver({ publicUrl: 'https://a.example', key });
    const credentials = { userName: 'admin', password: 'x' } as never;
    expect(handOverOf(after).read(tokenIn(handOverOf(before).url(tenant)))).toBe(tenant);
    expect(handOverOf(after).open(tenant, handOverOf(before).seal(tenant, credentials))).toEqual(credentials);

    const pagesOf = (key: typeof before) => createPageTokens({ key, clock });
    expect(pagesOf(after).open('list', pagesOf(before).seal('list', 'row'))).toBe('row');
  });

  it('is made with the current key from then on', async () => {
    const restOf = (key: typeof before) => createAtRest(createByteBox(key, 'texts at rest'));
    expect(await restOf(none).open(place, restOf(after).seal(place, 'a mail'))).toBe('a mail');
    const url = createStableLinks({ publicUrl: 'https://a.example', key: after }).url(tenant, 1);
    expect(createStableLinks({ publicUrl: 'https://a.example', key: none }).url(tenant, 1)).toBe(url);
  });

  it('ends on the day its key retires', () => {
    expect(keysOf(`${base64(current)},${base64(old)}@2026-12-01`)).toEqual([current]);
    expect(keysOf(`${base64(current)},${base64(old)}@2026-12-02`)).toEqual([current, old]);
  });
});

describe('the setting', () => {
  it.each([
    ['an earlier key without its day', `${base64(current)},${base64(old)}`],
    ['a current key that retires', `${base64(current)}@2027-01-01`],
    ['a short earlier key', `${base64(current)},c2hvcnQ=@2027-01-01`],
    ['an empty member', `${base64(current)},`],
    ['no base64', 'not base64!'],
  ])('is refused by name with %s, and never quoted', (_case, setting) => {
    const load = () => loadConfig({ ...local, SIGNING_KEY: setting });
    expect(load).toThrow(/SIGNING_KEY/);
    expect(load).not.toThrow(new RegExp(base64(old).slice(0, 20)));
  });
});
