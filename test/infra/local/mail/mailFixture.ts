import { createHash, createHmac } from 'node:crypto';
import { EmailClient, type EmailClientOptions, type EmailMessage } from '@azure/communication-email';
import { vi } from 'vitest';
import { startMail, type MailOptions } from '../../../../infra/local/mail/mail.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';

export const accessKey = Buffer.from('a key of the local mail service').toString('base64');

export type ShownMail = {
  operationId: string;
  attempts: number;
  differentBodies: number;
  status: string;
  error: { code: string } | null;
  deliveryStatus: string;
  deliveries: { recipient: string; kind: string; status: string }[];
  request: { headers: Record<string, string>; body: EmailMessage };
};

type RawRequest = {
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
  date?: Date;
};

export type MailFixture = {
  simulator: Simulator;
  client(options?: EmailClientOptions, key?: string): EmailClient;
  /** Signed by hand, to send what the SDK would not. */
  send(request: RawRequest): Promise<Response>;
  settings(change: object): Promise<void>;
  fault(order: object): Promise<void>;
  reset(): Promise<void>;
  messages(): Promise<ShownMail[]>;
  message(operationId: string): Promise<ShownMail>;
  reports<Report>(): Promise<Report[]>;
};

export async function startMailFixture(options: Partial<MailOptions> = {}): Promise<MailFixture> {
  const simulator = await startMail({ port: 0, accessKey, ...options });
  const control = async (path: string, method = 'GET', body?: object) => {
    const reply = await fetch(`${simulator.url}/_control${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return reply.status === 204 ? undefined : reply.json();
  };
  return {
    simulator,
    client: (more = {}, key = accessKey) =>
      new EmailClient(`endpoint=${simulator.url}/;accesskey=${key}`, {
        allowInsecureConnection: true,
        ...more,
      }),
    send: ({
      method = 'POST',
      path = '/emails:send?api-version=2025-09-01',
      body = '',
      headers = {},
      date = new Date(),
    }) => {
      const hash = createHash('sha256').update(body).digest('base64');
      const sentAt = date.toUTCString();
      const text = `${method}\n${path}\n${sentAt};${new URL(simulator.url).host};${hash}`;
      const signature = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(text).digest('base64');
      return fetch(simulator.url + path, {
        method,
        ...(method === 'POST' ? { body } : {}),
        headers: {
          'x-ms-date': sentAt,
          'x-ms-content-sha256': hash,
          authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
          'content-type': 'application/json',
          ...headers,
        },
      });
    },
    settings: async (change) => void (await control('/settings', 'PUT', change)),
    fault: async (order) => void (await control('/faults', 'POST', [order])),
    reset: async () => void (await control('', 'DELETE')),
    messages: async () => ((await control('/messages')) as { items: ShownMail[] }).items,
    message: async (operationId) => (await control(`/messages/${operationId}`)) as ShownMail,
    reports: async <Report>() => ((await control('/delivery-reports')) as { items: Report[] }).items,
  };
}

export function mailTo(address: string, change: Partial<EmailMessage> = {}): EmailMessage {
  return {
    senderAddress: 'donotreply@invite.example.org',
    content: { subject: 'Veuillez accepter – agreement', plainText: 'Bonjour', html: '<p>Bonjour</p>' },
    recipients: { to: [{ address, displayName: 'Zoë' }] },
    ...change,
  };
}

/** No waiting anywhere, so that a test sees ends, not times. */
export const quick = { processingMs: 0, deliveryMs: 0, slowProcessingMs: 0, retryAfterSeconds: 0 };

export async function eventually(check: () => Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 60_000, interval: 20 });
}
