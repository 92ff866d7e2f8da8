import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailService } from '../../../shared/adapters/email/communicationEmail.ts';
import { createCallerVerifier } from '../../../shared/adapters/identity/callers.ts';
import { fetchCertificate } from '../../../shared/adapters/partnerCenter/certificates/fetchCertificate.ts';
import { exchange } from '../../../shared/adapters/partnerCenter/exchange.ts';
import { createAppTokens } from '../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { createKeyVaultSecrets } from '../../../shared/adapters/secrets/keyVault.ts';
import { guardedPost } from '../../../shared/adapters/webhooks/guardedPost.ts';
import { hostilities, startHostile, type HostileServer } from '../../fakes/hostileServers.ts';
import { telemetryInMemory } from '../../fakes/telemetry.ts';

const timeoutMs = 300;
/** Far beyond every limit, so that a busy machine fails nothing: what hangs, hangs for ever. */
const hungAfterMs = 60_000;
const clock = { now: () => new Date() };
const trace = { parent: () => undefined };
const id = '3b33e682-00c3-41ee-9dd2-a548adf56438';
const anyToken = [{ alg: 'RS256', kid: 'a' }, {}, {}]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const calls: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'a webhook': (url) =>
    guardedPost(`${url}/`, { headers: {}, body: '{}' }, { allowLoopback: true, timeoutMs }),
  'the certificate of a notification': (url) =>
    fetchCertificate(new URL(url), { timeoutMs, maxBytes: 65_536 }),
  'a question to Partner Center': (url) =>
    exchange(
      { url, timeoutMs, clock, trace },
      { method: 'GET', path: '/v1/customers' },
      { token: 't', requestId: id, correlationId: id },
    ),
  'a command to Partner Center': (url) =>
    exchange(
      { url, timeoutMs, clock, trace },
      { method: 'POST', path: '/v1/customers', body: {} },
      { token: 't', requestId: id, correlationId: id },
    ),
  'a sign-in at Entra': (url) =>
    createAppTokens({
      ...{ entraUrl: url, tenantId: id, clientId: id, resource: 'https://api.example', timeoutMs, clock },
      credential: async () => ({ secret: 's' }),
      telemetry: telemetryInMemory(),
    }).token(),
  'the keys of Entra': (url) =>
    createCallerVerifier({
      entraUrl: url,
      tenantId: id,
      audience: id,
      allowedClients: [id],
      appOnlyClients: [],
      guests: 'none',
      clock,
    }).verify(`Bearer ${anyToken}`),
  'the key vault': (url) =>
    createKeyVaultSecrets({
      ...{ url, clock, timeoutMs },
      credential: { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 60_000 }) },
    }).read('partner-center-refresh-token'),
  'a mail': (url) =>
    createMailService({
      account: { connectionString: `endpoint=${url}/;accesskey=${Buffer.from('k').toString('base64')}` },
      ...{ sender: 'a@contoso.example', timeoutMs, clock, trace },
    }).send({
      ...{ operationId: id, recipient: 'b@c.example', recipientName: null },
      ...{ subject: 's', html: '<p>h</p>', text: 't' },
    }),
};

const servers = new Map<string, HostileServer>();
beforeAll(async () => {
  for (const [name, hostility] of Object.entries(hostilities))
    servers.set(name, await startHostile(hostility));
});
afterAll(() => {
  for (const server of servers.values()) server.stop();
});

/** How a call ended, or `hangs`. */
async function endOf(work: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('hangs');
    }, hungAfterMs);
  });
  const ended = work.then(
    () => 'ends',
    () => 'ends',
  );
  return Promise.race([ended, hangs]).finally(() => {
    clearTimeout(timer);
  });
}

describe('every call out ends in time, whatever the other side does', () => {
  it.each(Object.entries(calls))('%s', { timeout: 3 * hungAfterMs }, async (_name, call) => {
    const ends = await Promise.all(
      [...servers].map(async ([name, { url }]) => [name, await endOf(call(url))] as const),
    );
    expect(ends.filter(([, end]) => end !== 'ends')).toEqual([]);
  });
});
