import { Hono } from 'hono';
import { createAgentToken } from '../../../../infra/local/desk/agentToken.ts';
import { createDesk } from '../../../../infra/local/desk/desk.ts';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import { startSimulator, type SimulatorEnv } from '../../../../infra/local/simulator/simulator.ts';
import { apiAudience, apiClientId, partnerApp, tenantId } from '../entra/entraFixture.ts';

export const customerId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
export const customerPath = `/desk/customers/${customerId}`;

/** A record as the API shows it. */
export function record(changes: object = {}): object {
  return {
    customerTenantId: customerId,
    companyName: 'Tailspin Toys',
    domain: 'tailspintoys.onmicrosoft.com',
    country: 'US',
    resellerTenantId: null,
    status: 'required',
    statusReason: null,
    acceptance: null,
    invitation: null,
    attestation: null,
    readiness: {
      canOrder: false,
      code: 'ACCEPTANCE_REQUIRED',
      detail: 'Not accepted yet.',
      nextAction: 'invite',
    },
    check: {
      lastCheckedAt: '2026-03-01T10:00:00.000Z',
      nextCheckAt: '2026-03-31T10:00:00.000Z',
      source: 'agreements',
    },
    version: 3,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    ...changes,
  };
}

export const invitation = {
  id: `${customerId}.1`,
  kind: 'existingCustomer',
  delivery: 'email',
  recipient: { firstName: 'Tania', lastName: 'Carr', email: 'tania.carr@tailspintoys.example', phone: null },
  language: 'en',
  note: null,
  state: 'open',
  url: 'http://127.0.0.1:7071/api/i/token',
  createdAt: '2026-03-02T10:00:00.000Z',
  sentAt: null,
  openedAt: null,
  expiresAt: '2026-04-01T10:00:00.000Z',
};

export const event = {
  version: 1,
  type: 'customerDiscovered',
  at: '2026-03-01T09:00:00.000Z',
  by: { kind: 'system' },
  microsoft: null,
  data: { companyName: 'Tailspin Toys' },
  previousHash: '0'.repeat(64),
  hash: 'ab12cd34'.repeat(8),
};

type Sent = { method: string; path: string; query: string; headers: Record<string, string>; body: string };

/** An API that answers what a test tells it, and a desk in front of it at the address of an Entra simulator. */
export async function startDesk() {
  const answers = new Map<string, { status: number; body: unknown; headers: Record<string, string> }>();
  const service = new Hono<SimulatorEnv>().all('/api/v1/*', (c) => {
    const path = c.req.path.replace('/api/v1', '');
    const answer = answers.get(`${c.req.method} ${path}`);
    const body = JSON.stringify(
      answer?.body ?? { code: 'CUSTOMER_NOT_FOUND', detail: 'Nobody has this id.' },
    );
    return new Response(body, { status: answer?.status ?? 404, headers: answer?.headers ?? {} });
  });
  const api = await startSimulator({ name: 'API', port: 0, service, reset: () => undefined });
  const places = {
    inboxUrl: 'http://127.0.0.1:7074',
    adminCenterUrl: 'http://127.0.0.1:7072/AdminPortal/Home',
  };
  let token = async (): Promise<string> => '';
  const desk = createDesk({ apiUrl: api.url, token: () => token(), ...places });
  const world = {
    tenantId,
    api: { audience: apiAudience, clientId: apiClientId },
    partnerCenterApp: partnerApp,
  };
  const entra = await startEntra({ port: 0, ...world, extra: desk });
  token = createAgentToken(entra.url);

  const answer = (call: string, body: unknown, status = 200, headers: Record<string, string> = {}) =>
    void answers.set(call, { status, body, headers });
  return {
    desk,
    entra,
    api,
    answer,
    /** The record, with what the customer's page asks for beside it. */
    answerCustomer(changes: object = {}, events: object[] = [event]) {
      answer(`GET /customers/${customerId}`, record(changes));
      const unsaid = {
        path: null,
        acceptedAt: null,
        signatory: null,
        source: null,
        asOf: null,
        reason: null,
      };
      answer(`GET /customers/${customerId}/confirmation`, { provided: false, ...unsaid });
      answer(`GET /customers/${customerId}/events`, { items: events, continuationToken: null });
    },
    async get(path: string) {
      const reply = await fetch(entra.url + path);
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    },
    async post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
      const body = new URLSearchParams(form);
      const reply = await fetch(entra.url + path, { method: 'POST', body, headers, redirect: 'manual' });
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    },
    /** What the API was sent, newest last. */
    async sent(method: string): Promise<Sent[]> {
      const log = (await (await fetch(`${api.url}/_control/requests`)).json()) as { items: Sent[] };
      return log.items.filter((one) => one.method === method);
    },
    async reset() {
      answers.clear();
      await fetch(`${api.url}/_control`, { method: 'DELETE' });
      await fetch(`${entra.url}/_control`, { method: 'DELETE' });
    },
    async stop() {
      await entra.stop();
      await api.stop();
    },
  };
}

export type DeskFixture = Awaited<ReturnType<typeof startDesk>>;
