import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { withoutCredentials } from '../simulator/requestLog.ts';
import { captureMail, operationStatus, type CapturedMail } from './capturedMail.ts';
import { blockedLocalPart, localPartOf } from './fate.ts';
import type { Mailbox } from './mailbox.ts';
import { allRecipients, mailHeader, parseMailRequest, type MailRequest } from './mailRequest.ts';
import { errorResponse, ServiceError } from './serviceError.ts';
import { quotasOf, type MailSettings } from './settings.ts';
import { findSignatureProblem } from './signature.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Everything one running mail simulator knows. */
export type MailWorld = {
  accessKey: Buffer;
  settings: MailSettings;
  mailbox: Mailbox;
  sends: Throttle;
  looks: Throttle;
  now(): Date;
};

export function createMailWorld(parts: Omit<MailWorld, 'sends' | 'looks'>): MailWorld {
  return { ...parts, sends: createThrottle(), looks: createThrottle() };
}

type MailContext = Context<SimulatorEnv>;

const knownVersion = /^(2023-03-31|2025-09-01|2024-07-01(-preview)?|2025-01-(01|15)(-preview)?)$/;
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The two documented calls: send a mail, and ask how the sending goes. */
export function createEmailService(world: MailWorld): Hono<SimulatorEnv> {
  const service = new Hono<SimulatorEnv>({ getPath: pathWithoutDoubleSlash });
  service.post('/emails:send', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const version = admit(world, c, body);
    const wait = world.sends.count(quotasOf(world.settings)?.send, world.now());
    if (wait !== undefined) throw tooMany(wait);
    return accepted(world, c, { version, operationId: accept(world, c, body) });
  });
  service.get('/emails/operations/:id', (c) => {
    admit(world, c, new Uint8Array());
    const wait = world.looks.count(quotasOf(world.settings)?.status, world.now());
    if (wait !== undefined) throw tooMany(wait);
    const mail = world.mailbox.find(c.req.param('id').toLowerCase());
    // The status is third party (a public issue), the code unverified.
    if (!mail) throw new ServiceError(404, 'OperationNotFound', 'No operation has this id.');
    const status = operationStatus(mail, world.now());
    const { operationId: id, failure } = mail;
    if (status === 'Running') c.header('Retry-After', String(world.settings.retryAfterSeconds));
    return c.json({ id, status, error: status === 'Failed' ? failure : null });
  });
  service.onError((error) => {
    if (error instanceof ServiceError) return errorResponse(error);
    console.error('Mail simulator:', error);
    return errorResponse(new ServiceError(500, 'InternalError', String(error)));
  });
  return service;
}

// The specification's own example has two slashes before `emails`.
function pathWithoutDoubleSlash(request: Request): string {
  return new URL(request.url).pathname.replace(/^\/\/+/, '/');
}

/** Lets only signed requests for a known version in, and answers the version. @throws {ServiceError} */
function admit(world: MailWorld, c: MailContext, body: Uint8Array): string {
  const problem = findSignatureProblem(
    { method: c.req.method, rawUrl: c.env.incoming.url ?? '', header: (name) => c.req.header(name), body },
    {
      accessKey: world.accessKey,
      toleranceMs: world.settings.clockToleranceSeconds * 1000,
      now: world.now(),
    },
  );
  if (problem) throw new ServiceError(401, 'Denied', `Denied by the resource provider. ${problem}`);
  const version = c.req.query('api-version');
  // Both codes are unverified.
  if (!version)
    throw new ServiceError(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
  if (!knownVersion.test(version))
    throw new ServiceError(400, 'UnsupportedApiVersionValue', 'Unknown api-version.');
  return version;
}

/** Captures the mail, or counts one that is known already; answers the operation id. @throws {ServiceError} */
function accept(world: MailWorld, c: MailContext, body: Uint8Array): string {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new ServiceError(415, 'UnsupportedMediaType', 'The content type has to be application/json.');
  }
  const operationId = (c.req.header('operation-id') ?? randomUUID()).toLowerCase();
  if (!uuid.test(operationId))
    throw new ServiceError(400, 'InvalidOperationId', 'Operation-Id has to be a UUID.');
  const mail = parseMailRequest(body, world.settings.senderDomains);
  const text = new TextDecoder().decode(body);
  const known = world.mailbox.find(operationId);
  if (known) {
    repeat(world, known, text);
    return operationId;
  }
  const blocked = allRecipients(mail).some(({ address }) => localPartOf(address) === blockedLocalPart);
  // The code is third party, the status unverified.
  if (blocked || world.settings.subscriptionBlocked) {
    throw new ServiceError(403, 'SubscriptionBlocked', 'The subscription may not send mail at present.');
  }
  checkMessageId(world, mail);
  const now = world.now();
  world.mailbox.add(
    captureMail({
      operationId,
      now,
      settings: world.settings,
      mail,
      isSuppressed: (address) => world.mailbox.suppressions.dropsMailTo(address, now),
      request: {
        method: c.req.method,
        url: c.env.incoming.url ?? '',
        headers: withoutCredentials(c.req.raw.headers),
        body: text,
      },
    }),
  );
  return operationId;
}

// What the service does is not known: three readings of it, to try a client against each.
function repeat(world: MailWorld, known: CapturedMail, text: string): void {
  world.mailbox.countRepeat(known, text === known.request.body);
  const { repeatedOperationId } = world.settings;
  if (repeatedOperationId === 'replay202') return;
  const status = repeatedOperationId === 'reject400' ? 400 : 409;
  throw new ServiceError(
    status,
    'OperationIdAlreadyUsed',
    'An operation with this Operation-Id exists already.',
  );
}

// Documented: with this header a malformed or repeated Message-ID is refused with 400 (code unverified).
function checkMessageId(world: MailWorld, mail: MailRequest): void {
  if (mailHeader(mail, 'x-ms-acsemail-validate-message-id')?.toLowerCase() !== 'true') return;
  const messageId = mailHeader(mail, 'message-id') ?? '';
  if (!/^<[^<>@\s]+@[^<>@\s]+>$/.test(messageId) || world.mailbox.isMessageIdUsed(messageId)) {
    throw new ServiceError(400, 'InvalidMessageId', 'The Message-ID is malformed or was used before.');
  }
}

function accepted(
  world: MailWorld,
  c: MailContext,
  { version, operationId }: { version: string; operationId: string },
): Response {
  const host = c.req.header('host') ?? '';
  c.header('Operation-Location', `http://${host}/emails/operations/${operationId}?api-version=${version}`);
  c.header('Retry-After', String(world.settings.retryAfterSeconds));
  // Exactly these three: a `resourceLocation` or an empty `error` object breaks known clients.
  return c.json({ id: operationId, status: 'Running', error: null }, 202);
}

function tooMany(retryAfterSeconds: number): ServiceError {
  return new ServiceError(429, 'TooManyRequests', 'The request limit is reached. Try again later.', {
    retryAfterSeconds,
  });
}
