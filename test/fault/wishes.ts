import type { FaultWorld, Worker } from './faultWorld.ts';

/** One request to the API, made with one Idempotency-Key until it is answered. */
export type Wish = {
  readonly kind: 'invite' | 'inviteByLink' | 'resend' | 'cancel' | 'check' | 'open';
  readonly tenantId: string;
  readonly key: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** Status and record of the answer; undefined while there was none, 5xx counting as none. */
  answer?: Answer;
};
export type Answer = { readonly status: number; readonly version: number | undefined };

const timeoutMs = 15_000;

/** Asks for it; says whether there was an answer. Whoever is killed meanwhile gives none. */
export async function ask(
  { token }: Pick<FaultWorld, 'token'>,
  worker: Worker,
  wish: Wish,
): Promise<boolean> {
  const { method, path, key, body } = wish;
  try {
    const response = await fetch(`${await worker.ready}/api${path}`, {
      ...{ method, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) },
      headers: {
        authorization: `Bearer ${token}`,
        ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // Broken, busy or too soon: whoever wants it asks again.
    if (response.status >= 500 || response.status === 429) return false;
    wish.answer = { status: response.status, version: versionIn(text) };
    return true;
  } catch {
    return false;
  }
}

/** Runs a timer function now; it may outlast the answer of a worker that is killed. */
export async function fire(
  worker: Worker,
  timer: 'reconcileAgreements' | 'discoverCustomers',
): Promise<boolean> {
  try {
    const response = await fetch(`${await worker.ready}/admin/functions/${timer}`, {
      ...{ method: 'POST', body: '{"input":""}', signal: AbortSignal.timeout(timeoutMs) },
      headers: { 'content-type': 'application/json', 'x-countersign-wait': 'true' },
    });
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}

let wishes = 0;

/** A wish like no other: by its recipient a mail tells which one it belongs to. */
export function wishFor(kind: Wish['kind'], tenantId: string, number = 1, linkPath = ''): Wish {
  const key = `wish-${String((wishes += 1))}`;
  const common = { kind, tenantId, key, method: 'POST' } as const;
  switch (kind) {
    case 'invite':
    case 'inviteByLink': {
      const body = {
        kind: 'existingCustomer',
        delivery: kind === 'invite' ? 'email' : 'link',
        recipient: { firstName: 'Xenia', lastName: 'Quaresma', email: recipientOf(key) },
      };
      return { ...common, path: `/v1/customers/${tenantId}/invitations`, body };
    }
    case 'resend':
    case 'cancel':
      return { ...common, path: `/v1/invitations/${tenantId}.${String(number)}/${kind}` };
    case 'check':
      return { ...common, path: `/v1/customers/${tenantId}/checks` };
    case 'open':
      return { ...common, method: 'GET', path: linkPath };
  }
}

export function recipientOf(key: string): string {
  return `${key}@tailspin.example`;
}

/** What must not be in a log: addresses, names, tokens. */
export const personal = /@tailspin\.example|Xenia|Quaresma|Bearer|eyJ[\w-]{10}|SharedKey/;

function versionIn(text: string): number | undefined {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'number' ? version : undefined;
  } catch {
    return undefined;
  }
}
