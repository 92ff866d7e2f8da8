import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import {
  startPartnerCenter,
  type PartnerCenterOptions,
} from '../../../../infra/local/partnerCenter/partnerCenter.ts';

export const partnerTenantId = '3b33e682-00c3-41ee-9dd2-a548adf56438';
export const userId = '3d6f2c09-eb40-48ca-a4b3-d24c9c007531';
export const tailspinToys = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
export const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';

const audience = 'https://api.partnercenter.microsoft.com';
const appClaims = { idtyp: 'app' };
const userClaims = { scp: 'user_impersonation', oid: userId, amr: ['pwd', 'mfa'] };

type Call = { method?: string; headers?: Record<string, string>; body?: unknown };
export type Answer = { status: number; headers: Headers; text: string; body: unknown };

/** A simulator with an issuer of tokens of its own, and a clock the test turns. */
export async function startWorld(options: Partial<PartnerCenterOptions> = {}) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const issuer = createServer((request, response) => {
    if (request.url !== `/${partnerTenantId}/discovery/v2.0/keys`) return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((listening) => issuer.listen(0, '127.0.0.1', listening));
  const entraUrl = `http://127.0.0.1:${String((issuer.address() as AddressInfo).port)}`;
  const time = { now: new Date('2026-07-01T10:00:00Z') };
  const simulator = await startPartnerCenter({
    port: 0,
    entraUrl,
    partnerTenantId,
    clock: () => time.now,
    ...options,
  });

  const token = (claims: JWTPayload): Promise<string> => {
    const seconds = Math.floor(time.now.getTime() / 1000);
    return new SignJWT({ tid: partnerTenantId, aud: audience, exp: seconds + 3600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign(privateKey);
  };
  const send = async (path: string, { method, headers = {}, body }: Call = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : simulator.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // Keeps a byte order mark, unlike Response.text().
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  const as =
    (claims: JWTPayload) =>
    async (path: string, call: Call = {}) =>
      send(path, { ...call, headers: { authorization: `Bearer ${await token(claims)}`, ...call.headers } });

  return {
    url: simulator.url,
    /** Moves the simulator's clock on. */
    pass: (ms: number) => void (time.now = new Date(time.now.getTime() + ms)),
    send,
    as,
    asApp: as(appClaims),
    asUser: as(userClaims),
    userClaims,
    token,
    form: (path: string, fields: Record<string, string>) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    set: (settings: Record<string, unknown>) => send('/_control/settings', { method: 'PUT', body: settings }),
    async stop() {
      await simulator.stop();
      issuer.close();
      issuer.closeAllConnections();
    },
  };
}

/** The value at a path inside a JSON answer, as text. */
export function dig(value: unknown, ...path: (string | number)[]): string {
  const found = path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
  return typeof found === 'string' ? found : JSON.stringify(found);
}

export type World = Awaited<ReturnType<typeof startWorld>>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
