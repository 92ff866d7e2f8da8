import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';
import { createCertificateAssertion } from '../../../../shared/adapters/identity/certificate.ts';
import { createAppTokens } from '../../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { makeCertificate } from '../../../fakes/certificate.ts';
import { clientId, partnerTenantId, secrets, signInAt } from '../partnerCenter/world.ts';

let entra: Simulator;
let ours: Awaited<ReturnType<typeof makeCertificate>>;
let other: Awaited<ReturnType<typeof makeCertificate>>;
beforeAll(async () => {
  [ours, other] = await Promise.all([makeCertificate(), makeCertificate()]);
  entra = await startEntra({
    port: 0,
    tenantId: partnerTenantId,
    api: { audience: crypto.randomUUID(), clientId: crypto.randomUUID() },
    partnerCenterApp: { clientId, ...secrets, certificates: [ours.certificate] },
  });
});
afterAll(() => entra.stop());

function tokens(pem: string, now = new Date()) {
  const clock = { now: () => now };
  const tokenUrl = `${entra.url}/${partnerTenantId}/oauth2/v2.0/token`;
  const certificate = async () => pem;
  const credential = createCertificateAssertion({ clientId, tokenUrl, certificate, clock });
  return createAppTokens(signInAt(entra, { credential, clock }));
}

it('the registered certificate gives the app its token', async () => {
  expect(decodeJwt(await tokens(ours.pem).token())).toMatchObject({ idtyp: 'app', appidacr: '2' });
});

it('with the chain in the same text, the certificate that belongs to the key is taken', async () => {
  const [key = '', own = ''] = ours.pem.split(/(?<=-----END PRIVATE KEY-----\n)/);
  expect(await tokens(`${other.certificate}\n${own}${key}`).token()).toMatch(/^ey/);
});

it.each([
  ['another certificate', () => other.pem, new Date(), 'AADSTS700027'],
  [
    'the thumbprint of ours over another’s key',
    () => other.pem.replace(other.certificate, ours.certificate),
    new Date(),
    'SECRETS_UNAVAILABLE',
  ],
  ['an assertion of last year', () => ours.pem, new Date(Date.now() - 365 * 86_400_000), 'AADSTS700024'],
])('%s does not', async (_what, pem, now, expected) => {
  const failure = await tokens(pem(), now)
    .token()
    .catch((error: unknown) => error);
  expect(`${(failure as { code: string }).code} ${String(failure)}`).toContain(expected);
});

it.each([
  ['no PEM', 'MIIKaQIBAzCC'],
  ['a certificate without its key', ''],
])('a secret that is %s is named, and not quoted', async (_what, text) => {
  const failing = tokens(text || ours.certificate).token();
  await expect(failing).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  await expect(failing).rejects.not.toThrow('MII');
});
