import { beforeEach, describe, expect, it } from 'vitest';
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
let now = new Date('2026-12-01T12:00:00Z');
beforeEach(() => {
  now = new Date('2026-12-01T12:00:00Z');
});
const clock = { now: () => now };
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

  it('is refused from the day on which its key retires, without a restart', () => {
    const made = everythingWith(before);
    expect(whatWorks(after, made)).toEqual(Object.keys(made));
    now = new Date('2026-12-31T00:00:00Z');
    expect(whatWorks(after, made)).toEqual([]);
    expect(whatWorks(after, everythingWith(after))).toEqual(Object.keys(made));
  });
});

describe('the id of a key', () => {
  const both = keysOf(`${base64(current)},${base64(old)}@2026-12-31`);

  it('is all that is looked at: with another id nothing is tried, though a key of ours would fit', () => {
    const made = everythingWith(keysOf(base64(old)));
    const other = everythingWith(keysOf(base64(current)));
    expect(whatWorks(both, made)).toEqual(Object.keys(made));
    const places = { link: 20, credentialsLink: 16, page: 7, mail: 5, webhookSecret: 5, credentials: 5 };
    for (const [name, from] of Object.entries(places)) {
      const swapped = { ...made, [name]: withIdOf(made[name] ?? '', other[name] ?? '', from) };
      expect([name, whatWorks(both, swapped)]).toEqual([
        name,
        Object.keys(made).filter((one) => one !== name),
      ]);
    }
  });

  it('is absent from what was made before keys had ids, which still works while its key does', () => {
    const made = everythingWith(keysOf(base64(old)));
    const earlier = {
      link: without(made['link'] ?? '', 20, 23),
      credentialsLink: without(made['credentialsLink'] ?? '', 16, 19),
      page: without(without(made['page'] ?? '', 7, 10), 0, 1),
      ...{
        mail: without(made['mail'] ?? '', 0, 8),
        webhookSecret: without(made['webhookSecret'] ?? '', 0, 8),
      },
      credentials: without(made['credentials'] ?? '', 0, 8),
    };
    expect(whatWorks(both, earlier)).toEqual(Object.keys(made));
    now = new Date('2026-12-31T00:00:00Z');
    expect(whatWorks(both, earlier)).toEqual([]);
  });
});

/** One of each kind, as bytes in base64url. */
function everythingWith(key: ReturnType<typeof keysOf>): Record<string, string> {
  const publicUrl = 'https://a.example';
  const tokenIn = (url: string) => url.split('/').at(-1) ?? '';
  const url = (base64: string) => Buffer.from(base64, 'base64').toString('base64url');
  const handOver = createHandOver({ publicUrl, key });
  return {
    link: tokenIn(createStableLinks({ publicUrl, key }).url(tenant, 3)),
    credentialsLink: tokenIn(handOver.url(tenant)),
    page: createPageTokens({ key, clock: { now: () => madeAt } }).seal('list', 'row'),
    mail: createByteBox(key, 'texts at rest').seal(Buffer.from('a mail'), 'place').toString('base64url'),
    webhookSecret: url(createSecretBox(key).seal('whsec_x', 'place')),
    credentials: url(handOver.seal(tenant, { userName: 'admin', password: 'x' })),
  };
}

function whatWorks(key: ReturnType<typeof keysOf>, made: Record<string, string>): string[] {
  const publicUrl = 'https://a.example';
  const handOver = createHandOver({ publicUrl, key });
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  const uses: Record<string, (text: string) => unknown> = {
    link: (text) => createStableLinks({ publicUrl, key }).read(text),
    credentialsLink: (text) => handOver.read(text),
    page: (text) => createPageTokens({ key, clock: { now: () => madeAt } }).open('list', text),
    mail: (text) => createByteBox(key, 'texts at rest').open(bytes(text), 'place'),
    webhookSecret: (text) => createSecretBox(key).open(bytes(text).toString('base64'), 'place'),
    credentials: (text) => handOver.open(tenant, bytes(text).toString('base64')),
  };
  return Object.entries(uses).flatMap(([name, use]) => {
    try {
      use(made[name] ?? '');
      return [name];
    } catch {
      return [];
    }
  });
}

const madeAt = new Date('2026-12-01T12:00:00Z');

function withIdOf(text: string, other: string, from: number): string {
  const [bytes, others] = [Buffer.from(text, 'base64url'), Buffer.from(other, 'base64url')];
  others.copy(bytes, from, from, from + 3);
  return bytes.toString('base64url');
}

function without(text: string, from: number, to: number): string {
  const bytes = Buffer.from(text, 'base64url');
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]).toString('base64url');
}

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
