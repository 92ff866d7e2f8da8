import * as z from 'zod';
import { AgreementError } from '../../domain/errors.ts';
import type { WebhookRegistration } from '../../domain/partnerCenter/webhookRegistration.ts';
import type { WebhookRegistrations, WebhookTest } from '../../workflows/ports/notificationPorts.ts';
import { createPartnerCenterClient, type ClientOptions, type Rejected } from './client.ts';
import { denied, type Refused } from './denied.ts';
import { anyDate, flag } from './answers/wire.ts';
import { tokenModes } from './tokens/tokenModes.ts';

const path = '/webhooks/v1/registration';
const mode = tokenModes.webhooks;

/** Documentation has PascalCase, real answers camelCase (documented): both are read. */
const camel = z
  .record(z.string(), z.unknown())
  .transform((given) =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
    ),
  );

const registration = camel.pipe(
  z.object({
    webhookUrl: z.string(),
    webhookEvents: z.array(z.string()).nullish(),
    signatureTokenToMsSignatureHeader: flag.nullish().catch(null),
    lastModifiedTimestamp: anyDate,
  }),
);

const testStarted = camel.pipe(z.object({ correlationId: z.string().min(1) }));

const attempt = camel.pipe(z.object({ responseCode: z.coerce.string().catch(''), dateTimeUtc: anyDate }));
const testResult = camel.pipe(z.object({ status: z.string(), results: z.array(attempt).nullish() }));

/**
 * The registration for Partner Center's notifications.
 * @see https://learn.microsoft.com/partner-center/developer/partner-center-webhooks
 */
export function createWebhookRegistrations(options: ClientOptions): WebhookRegistrations {
  const client = createPartnerCenterClient(options, 'person');
  const write = (method: 'POST' | 'PUT', url: string, events: readonly string[]) =>
    client.send({
      ...{ method, path, mode, shape: z.unknown(), requestId: options.newId() },
      // A 409 (there is a registration already) counts even without a body: it is then replaced.
      bareRefusals: [409],
      // The last one has the signature sent in a header of its own (documented): gateways take Authorization away.
      body: { WebhookUrl: url, WebhookEvents: events, SignatureTokenToMsSignatureHeader: true },
    });
  return {
    async current() {
      const reply = await client.find({ path, mode, shape: registration });
      if (reply.kind === 'refused') throw denied(reply);
      return reply.value && toRegistration(reply.value);
    },
    async eventNames() {
      const reply = await client.get({ path: `${path}/events`, mode, shape: z.array(z.string()) });
      if (reply.kind === 'refused') throw denied(reply);
      return reply.value;
    },
    async create(url, events) {
      const reply = await write('POST', url, events);
      if (reply.kind === 'read') return 'created';
      if (reply.kind === 'rejected' && reply.status === 409) return 'exists';
      throw failure(reply);
    },
    async replace(url, events) {
      const reply = await write('PUT', url, events);
      if (reply.kind !== 'read') throw failure(reply);
    },
    async startTest() {
      const call = { method: 'POST', path: `${path}/validationEvents`, mode, shape: testStarted } as const;
      const reply = await client.send({ ...call, body: undefined, requestId: options.newId() });
      if (reply.kind !== 'read') throw failure(reply);
      return reply.value.correlationId;
    },
    async testResult(testId) {
      const call = {
        path: `${path}/validationEvents/${encodeURIComponent(testId)}`,
        mode,
        shape: testResult,
      };
      const reply = await client.find(call);
      if (reply.kind === 'refused') throw denied(reply);
      return reply.value && toTest(reply.value);
    },
  };
}

function toRegistration(given: z.infer<typeof registration>): WebhookRegistration {
  return {
    url: given.webhookUrl,
    events: given.webhookEvents ?? [],
    hasOwnHeader: given.signatureTokenToMsSignatureHeader ?? false,
    changedAt: given.lastModifiedTimestamp,
  };
}

function toTest({ status, results }: z.infer<typeof testResult>): WebhookTest {
  const attempts = (results ?? []).map(({ responseCode, dateTimeUtc: at }) => ({ responseCode, at }));
  return { status, attempts };
}

function failure(reply: Refused | Rejected): AgreementError {
  if (reply.kind === 'refused') return denied(reply);
  const { code, microsoft } = reply;
  return new AgreementError(
    'PARTNER_CENTER_REFUSED',
    `Partner Center refused the registration, code ${code}.`,
    {
      microsoft,
      partnerCenter: { code, correlationId: microsoft.correlationId },
    },
  );
}
