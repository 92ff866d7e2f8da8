import { createHash, sign, X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createCertificates,
  type Certificates,
} from '../../../../../infra/local/partnerCenter/webhooks/certificates.ts';
import { allowedCertificateUrl } from '../../../../../shared/adapters/partnerCenter/certificates/certificateHosts.ts';
import { createCertificateStore } from '../../../../../shared/adapters/partnerCenter/certificates/certificateStore.ts';
import { microsoftRoots } from '../../../../../shared/adapters/partnerCenter/certificates/microsoftRoots.ts';
import { createSignatures } from '../../../../../shared/adapters/partnerCenter/certificates/signatures.ts';
import type {
  TrustedCertificate,
  TrustedCertificates,
} from '../../../../../shared/workflows/ports/notificationPorts.ts';
import { AgreementError } from '../../../../../shared/domain/errors.ts';

const host = 'certificates.example';
const certificateUrl = `https://${host}/cert/good.cer`;
const body = Buffer.from('{"EventName":"test-created"}');
const minuteMs = 60_000;

let first: Certificates;
let second: Certificates;
let now: Date;
let downloads: string[];
/** What is at the address of the certificate; an error is thrown. */
let atUrl: Buffer | Promise<Buffer> | AgreementError;
/** Shared by all instances, and how often it was read. */
let kept: TrustedCertificates;
let looks: number;
let signatures: ReturnType<typeof createSignatures>;
let signaturesOf: (domain: string, roots?: Buffer[]) => typeof signatures;

beforeAll(async () => {
  now = new Date('2026-03-02T09:00:00Z');
  const make = () => createCertificates(`http://${host}`, now);
  [first, second] = await Promise.all([make(), make()]);
});
beforeEach(() => {
  now = new Date('2026-03-02T09:00:00Z');
  downloads = [];
  atUrl = leaf(first);
  const clock = { now: () => now };
  const download = async (url: URL): Promise<Buffer> => {
    downloads.push(url.href);
    if (url.href === certificateUrl || url.search) {
      if (atUrl instanceof AgreementError) throw atUrl;
      return atUrl;
    }
    const { issuers } = atUrl === leaf(second) ? second : first;
    const issuer = issuers.get(url.pathname.replace('/cert/', ''));
    return issuer ?? Buffer.alloc(0);
  };
  const byUrl = new Map<string, TrustedCertificate>();
  looks = 0;
  kept = {
    all: async () => {
      looks += 1;
      return [...byUrl.values()];
    },
    keep: async (one) => void byUrl.set(one.url, one),
  };
  signaturesOf = (domain, roots = [first.root, second.root]) =>
    createSignatures({
      ...{ hosts: [host], roots, domain, clock },
      store: createCertificateStore(clock, { kept, download }),
    });
  signatures = signaturesOf('microsoft.com');
});
afterEach(() => {
  expect(downloads.every((url) => url.startsWith(`https://${host}/`))).toBe(true);
});

function leaf({ leaves }: Certificates): Buffer {
  return leaves.get('good') ?? expect.fail();
}

function delivery(changes: Record<string, string | null> = {}, by = first) {
  const headers: Record<string, string | null> = {
    authorization: `Signature ${sign('RSA-SHA256', body, by.signingKey).toString('base64')}`,
    'x-ms-certificate-url': certificateUrl,
    'x-ms-signature-algorithm': 'rsa-sha256',
    ...changes,
  };
  return { body, header: (name: string) => headers[name] ?? null };
}

const unavailable = new AgreementError('CERTIFICATE_UNAVAILABLE', 'Away.');

describe('the addresses of certificates', () => {
  const hosts = ['3psostorageacct.blob.core.windows.net', 'http://127.0.0.1:7072'];
  const good = 'https://3psostorageacct.blob.core.windows.net/cert/x.cer';

  it.each([
    good,
    good.toUpperCase().replace('HTTPS', 'https'),
    'https://3psostorageacct.blob.core.windows.net:443/x',
    'http://127.0.0.1:7072/cert/x.cer',
  ])('%s is allowed', (url) => {
    expect(allowedCertificateUrl(url, hosts)).toBeInstanceOf(URL);
  });

  it.each([
    '',
    'x',
    good.replace('https:', 'http:'),
    good.replace('https:', 'ftp:'),
    good.replace('.net', '.net:8443'),
    good.replace('.net', '.net.'),
    good.replace('.net', '.net.evil.example'),
    good.replace('3pso', 'x3pso'),
    good.replace('3pso', 'x.3pso'),
    good.replace('//', '//admin@'),
    good.replace('//', '//admin:secret@'),
    good.replace('.net/', '.net\\@evil.example/'),
    good.replace('.net', '.net%2eevil.example'),
    good.replace('windows', 'wｉndows'),
    good.replace('windows', 'wіndows'),
    `${good}#x`,
    good.replace('/cert/', '/cert/../other/'),
    good.replace('/cert/', '/%2E%2e/cert/'),
    good.replace('/cert/', '/./cert/'),
    `${good}/..`,
    ` ${good}`,
    `${good}\n`,
    `${good}${'x'.repeat(2048)}`,
    'https://169.254.169.254/metadata/identity',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://[::1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://127.1/',
    'https://localhost/',
    'http://127.0.0.1:7073/cert/x.cer',
    'https://127.0.0.1:7072/cert/x.cer',
    'http://localhost:7072/cert/x.cer',
    'http://127.0.0.1:7072@evil.example/',
    'file:///etc/passwd',
    'data:application/pkix-cert;base64,AAAA',
    'javascript:alert(1)',
    '//3psostorageacct.blob.core.windows.net/cert/x.cer',
  ])('%s is not', (url) => {
    expect(allowedCertificateUrl(url, hosts)).toBeUndefined();
  });
});

describe('a signature', () => {
  it('is verified with the certificate and the chain it leads to, fetched once', async () => {
    await signatures.verify(delivery());
    await signatures.verify(delivery());
    expect(downloads).toEqual([
      certificateUrl,
      `https://${host}/cert/tls-issuing.cer`,
      `https://${host}/cert/tls-root.cer`,
    ]);
  });

  it('is verified with issuers that come in the same file, in PEM', async () => {
    const pem = (der: Buffer) => new X509Certificate(der).toString();
    const chain = ['tls-issuing.cer', 'tls-root.cer'].map((file) => first.issuers.get(file) ?? expect.fail());
    atUrl = Buffer.from([leaf(first), ...chain].map(pem).join('\n'));
    await signatures.verify(delivery());
    expect(downloads).toEqual([certificateUrl]);
  });

  it('of a certificate that was replaced at its address is noticed, at most once a minute', async () => {
    await signatures.verify(delivery());
    atUrl = leaf(second);
    await expect(signatures.verify(delivery({}, second))).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
    now = new Date(now.getTime() + minuteMs);
    await signatures.verify(delivery({}, second));
    await expect(signatures.verify(delivery({}, first))).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  it('goes on being verified while the address cannot be reached, whatever else is sent meanwhile', async () => {
    await signatures.verify(delivery());
    atUrl = unavailable;
    now = new Date(now.getTime() + minuteMs);
    const bad = delivery({ authorization: `Signature ${Buffer.alloc(256).toString('base64')}` });
    await expect(signatures.verify(bad)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
    await signatures.verify(delivery());
  });

  it('waits for a certificate that cannot be fetched, and asks again soon', async () => {
    atUrl = unavailable;
    await expect(signatures.verify(delivery())).rejects.toMatchObject({ code: 'CERTIFICATE_UNAVAILABLE' });
    atUrl = leaf(first);
    await expect(signatures.verify(delivery())).rejects.toMatchObject({ code: 'CERTIFICATE_UNAVAILABLE' });
    now = new Date(now.getTime() + 10_000);
    await signatures.verify(delivery());
  });

  it('cannot be used to have ever more fetched', async () => {
    const tries = Array.from({ length: 50 }, (_, index) => `${certificateUrl}?${String(index)}`);
    const outcomes = await Promise.allSettled(
      tries.map((url) => signatures.verify(delivery({ 'x-ms-certificate-url': url }))),
    );
    expect(downloads.length).toBeLessThanOrEqual(20);
    expect(outcomes.at(-1)).toMatchObject({
      status: 'rejected',
      reason: { code: 'CERTIFICATE_UNAVAILABLE' },
    });
  });

  it('is verified without a fetch while a flood names other addresses, an hour and a day later, too', async () => {
    await signatures.verify(delivery());
    const known = downloads.length;
    for (let round = 0; round < 3; round += 1) {
      now = new Date(now.getTime() + 13 * 60 * minuteMs);
      const flood = Array.from(
        { length: 40 },
        (_, index) => `${certificateUrl}?${String(round)}-${String(index)}`,
      );
      const forged = flood.map((url) =>
        signatures.verify({ ...delivery({ 'x-ms-certificate-url': url }), body: Buffer.from('forged') }),
      );
      await signatures.verify(delivery());
      const outcomes = await Promise.allSettled(forged);
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    }
    // Its own certificates are asked for anew once a day.
    expect(downloads.filter((url) => !url.includes('?')).length).toBeLessThanOrEqual(3 * known);
  });

  it('is verified by a new instance without a fetch while a flood has used up all others', async () => {
    await signatures.verify(delivery());
    // The new instance starts without a notification for days.
    now = new Date(now.getTime() + 3 * 24 * 60 * minuteMs);
    const started = signaturesOf('microsoft.com');
    const flood = Array.from({ length: 40 }, (_, index) =>
      started.verify(delivery({ 'x-ms-certificate-url': `${certificateUrl}?${String(index)}` }, second)),
    );
    await Promise.allSettled(flood);
    await started.verify(delivery());
    const [fetches, reads] = [downloads.length, looks];
    const another = signaturesOf('microsoft.com');
    await another.verify(delivery());
    await another.verify(delivery());
    expect([downloads.length, looks]).toEqual([fetches, reads + 1]);
  });

  it('is verified by an instance that another one has told meanwhile of the address', async () => {
    const old = signaturesOf('microsoft.com');
    const flood = (from: number) =>
      Promise.allSettled(
        Array.from({ length: 30 }, (_, index) =>
          old.verify(
            delivery({ 'x-ms-certificate-url': `${certificateUrl}?${String(from + index)}` }, second),
          ),
        ),
      );
    await flood(0);
    await signatures.verify(delivery());
    now = new Date(now.getTime() + 10_000);
    await flood(100);
    await old.verify(delivery());
  });

  it('is verified although storage neither answers nor takes anything', async () => {
    kept = {
      all: () => Promise.reject(new AgreementError('STORAGE_UNAVAILABLE', 'Away.')),
      keep: () => Promise.reject(new AgreementError('STORAGE_UNAVAILABLE', 'Away.')),
    };
    await signaturesOf('microsoft.com').verify(delivery());
  });

  it('of a kept certificate still needs a pinned root above it', async () => {
    const pem = new X509Certificate(leaf(second)).toString();
    await kept.keep({ url: certificateUrl, pem, trustedAt: now });
    const pinsFirst = signaturesOf('microsoft.com', [first.root]);
    await expect(pinsFirst.verify(delivery({}, second))).rejects.toBeInstanceOf(AgreementError);
    await pinsFirst.verify(delivery());
  });

  it('does not wait for a fetch that a forged one began at the same address', async () => {
    await signatures.verify(delivery());
    now = new Date(now.getTime() + minuteMs);
    let arrive: (bytes: Buffer) => void = () => undefined;
    atUrl = new Promise<Buffer>((resolve) => (arrive = resolve));
    const forged = signatures.verify({ ...delivery(), body: Buffer.from('forged') });
    await signatures.verify(delivery());
    arrive(leaf(second));
    await expect(forged).rejects.toBeInstanceOf(AgreementError);
    // What a forged one had fetched replaces nothing that verified a signature.
    await signatures.verify(delivery());
  });

  it('is of a certificate for a host below the domain, and of no other', async () => {
    for (const domain of ['osoft.com', 'pcnotifications-dispatch.microsoft.com', 'partner.example'])
      await expect(signaturesOf(domain).verify(delivery())).rejects.toMatchObject({
        code: 'CERTIFICATE_REFUSED',
      });
    atUrl = first.leaves.get('otherHost') ?? expect.fail();
    await expect(signatures.verify(delivery())).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
    await signaturesOf('azurewebsites.net').verify(delivery());
  });

  it('ends with its certificate', async () => {
    await signatures.verify(delivery());
    now = new Date(now.getTime() + 11 * 366 * 24 * 60 * minuteMs);
    await expect(signatures.verify(delivery())).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
  });

  it.each([
    ['another scheme', { authorization: 'Bearer eyJ' }, 'SIGNATURE_MISSING'],
    ['no value', { authorization: 'Signature ' }, 'SIGNATURE_MISSING'],
    ['an empty header of its own', { 'x-ms-signature': '' }, 'SIGNATURE_MISSING'],
    ['two values', { authorization: 'Signature AAAA, Signature AAAA' }, 'SIGNATURE_MISSING'],
    ['no base64', { 'x-ms-signature': '-_-_' }, 'SIGNATURE_INVALID'],
    ['no end', { 'x-ms-signature': 'A'.repeat(4096) }, 'SIGNATURE_INVALID'],
  ] as const)('with %s is refused before anything is fetched', async (_what, headers, code) => {
    await expect(signatures.verify(delivery(headers))).rejects.toMatchObject({ code });
    expect(downloads).toEqual([]);
  });

  it.each(['rsa-sha1', 'rsa-sha512', 'ecdsa-sha256', 'hmac-sha256', 'none', 'rsa', 'rsa-sha256, rsa-sha1'])(
    'of the algorithm %s is refused',
    async (algorithm) => {
      const headers = { 'x-ms-signature-algorithm': algorithm };
      await expect(signatures.verify(delivery(headers))).rejects.toMatchObject({
        code: 'SIGNATURE_MALFORMED',
      });
    },
  );
});

it('Node brings the roots of Microsoft along that are pinned', () => {
  const roots = microsoftRoots();
  expect(roots.map(({ subject }) => /CN=(.+)/.exec(subject)?.[1]).sort()).toEqual([
    'DigiCert Global Root G2',
    'Microsoft ECC Root Certificate Authority 2017',
    'Microsoft RSA Root Certificate Authority 2017',
  ]);
  for (const root of roots) {
    const print = createHash('sha256').update(root.raw).digest('hex').toUpperCase();
    expect(root.fingerprint256.replaceAll(':', '')).toBe(print);
    expect(root.verify(root.publicKey)).toBe(true);
  }
});
