import { Hono } from 'hono';
import { z } from 'zod';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import type { State } from '../state.ts';
import { faultyFiles, fileOf } from './certificateFiles.ts';
import type { Certificates } from './certificates.ts';
import { notificationOf, sevenDigits } from './events.ts';
import { signedHeaders, type Sender } from './sender.ts';

const leaves = [
  'good',
  'otherHost',
  'otherOrganisation',
  'otherRoot',
  'expired',
  'notYetValid',
  'selfSigned',
  'issuedByLeaf',
] as const;

const order = z.strictObject({
  eventName: z.string().default('reseller-relationship-accepted-by-customer'),
  customerTenantId: z.string().default('4b2a6e33-8791-4386-bd2b-0d55baf25039'),
  /** Other members of the body than usual; null is sent as null. */
  change: z.record(z.string(), z.unknown()).default({}),
  /** How long ago it happened. */
  ageSeconds: z.number().default(0),
  /** Sent instead of a notification, signed all the same. */
  rawBody: z.string().optional(),
  /** Where to; the registered place when left out. */
  url: z.url().optional(),
  header: z.enum(['authorization', 'x-ms-signature']).optional(),
  certificate: z.enum([...leaves, ...faultyFiles]).default('good'),
  certificateUrl: z.string().optional(),
  sign: z.enum(['good', 'wrongKey', 'none']).default('good'),
  /** What becomes of the body between signing and sending. */
  tamper: z.enum(['no', 'changed', 'reserialised']).default('no'),
  /** Headers instead of the usual; null leaves one out. */
  headers: z.record(z.string().toLowerCase(), z.string().nullable()).default({}),
  times: z.int().min(1).max(100).default(1),
  /** All at once instead of one after the other. */
  atOnce: z.boolean().default(false),
});

/** Sends any notification, good or bad, and tells how it was taken. */
export function webhookControl(
  state: State,
  sender: Sender,
  { certificates, url: ownUrl }: { certificates: () => Promise<Certificates>; url: () => string },
): Hono<SimulatorEnv> {
  const prepare = async (ordered: z.infer<typeof order>) => {
    const { signingKey, otherKey } = await certificates();
    const body = bodyOf(state, ordered);
    const usual = signedHeaders(body, {
      key: ordered.sign === 'wrongKey' ? otherKey : signingKey,
      inOwnHeader: ordered.header
        ? ordered.header === 'x-ms-signature'
        : (state.registration?.signatureTokenToMsSignatureHeader ?? false),
      certificateUrl: ordered.certificateUrl ?? `${ownUrl()}/cert/${fileOf(ordered.certificate)}`,
    });
    const unsigned: Record<string, null> =
      ordered.sign === 'none' ? { authorization: null, 'x-ms-signature': null } : {};
    const headers = Object.entries<string | null>({ ...usual, ...unsigned, ...ordered.headers });
    const sent = headers.filter((header): header is [string, string] => header[1] !== null);
    return { headers: Object.fromEntries(sent), body: tampered(body, ordered.tamper) };
  };
  return new Hono<SimulatorEnv>()
    .get('/webhooks', async (c) =>
      c.json({
        registration: state.registration ?? null,
        rootCertificate: (await certificates()).root.toString('base64'),
        deliveries: sender.deliveries,
      }),
    )
    .post('/webhooks', async (c) => {
      const ordered = order.parse(await c.req.json());
      const url = ordered.url ?? state.registration?.webhookUrl;
      if (!url) return c.json({ error: 'nobody is registered, and no url was given' }, 409);
      const request = { url, ...(await prepare(ordered)) };
      const once = () => sender.post(request);
      const rounds = Array.from({ length: ordered.times });
      if (ordered.atOnce) return c.json({ request, answers: await Promise.all(rounds.map(once)) });
      const answers = [];
      for (const _ of rounds) answers.push(await once());
      return c.json({ request, answers });
    });
}

function bodyOf(state: State, ordered: z.infer<typeof order>): string {
  if (ordered.rawBody !== undefined) return ordered.rawBody;
  const at = new Date(state.clock().getTime() - ordered.ageSeconds * 1000);
  const usual = notificationOf(ordered.eventName, state.partner.tenantId, ordered.customerTenantId, at);
  return JSON.stringify({ ...usual, ResourceChangeUtcDate: sevenDigits(at), ...ordered.change });
}

function tampered(body: string, how: z.infer<typeof order>['tamper']): string {
  if (how === 'no') return body;
  // The same JSON, in other bytes.
  if (how === 'reserialised') return JSON.stringify(JSON.parse(body), null, 2);
  return body.replace('"EventName"', '"Eventname"');
}
