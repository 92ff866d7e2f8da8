import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';

export const tenantId = '3f1d6b52-2f0e-4f0c-8a77-0c1b5d3e9a10';
export const apiAudience = '7c0e4d7a-6a55-4f2e-9d53-1b2f7a8c6e01';
export const apiClientId = '7c0e4d7a-6a55-4f2e-9d53-1b2f7a8c6e02';
export const partnerApp = {
  clientId: '7c0e4d7a-6a55-4f2e-9d53-1b2f7a8c6e03',
  clientSecret: 'local secret + more',
  refreshToken: 'first-refresh-token',
};
export const partnerCenter = 'https://api.partnercenter.microsoft.com';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

export type EntraFixture = {
  simulator: Simulator;
  base: string;
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** The answer's access token, its signature checked against the published keys. */
  verify(token: unknown): Promise<JWTPayload>;
  control(path: string, init?: RequestInit): Promise<unknown>;
  refresh(token: string): Promise<Answer>;
};

export async function startEntraFixture(clock?: () => Date): Promise<EntraFixture> {
  const simulator = await startEntra({
    port: 0,
    tenantId,
    api: { audience: apiAudience, clientId: apiClientId },
    partnerCenterApp: partnerApp,
    ...(clock ? { clock } : {}),
  });
  const base = `${simulator.url}/${tenantId}`;
  const post: EntraFixture['post'] = async (path, form, headers = {}) => {
    const reply = await fetch(`${base}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Answer['body'] };
  };
  return {
    simulator,
    base,
    post,
    async verify(token) {
      const keys = createRemoteJWKSet(new URL(`${base}/discovery/v2.0/keys`));
      const options = { algorithms: ['RS256'], ...(clock ? { currentDate: clock() } : {}) };
      return (await jwtVerify(String(token), keys, options)).payload;
    },
    async control(path, init) {
      const reply = await fetch(`${simulator.url}/_control${path}`, init);
      return reply.status === 204 ? undefined : reply.json();
    },
    refresh: (token) =>
      post('/oauth2/token', {
        grant_type: 'refresh_token',
        client_id: partnerApp.clientId,
        client_secret: partnerApp.clientSecret,
        resource: partnerCenter,
        refresh_token: token,
      }),
  };
}
