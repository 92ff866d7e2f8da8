import { randomUUID } from 'node:crypto';
import type { EmailClient, EmailClientOptions, EmailMessage } from '@azure/communication-email';
import type { TokenCredential } from '@azure/identity';
import { failAfter } from '../../concurrency/withTimeout.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { MailTrial } from '../../workflows/ports/connectionPorts.ts';
import type { Clock, Trace } from '../../workflows/ports/ports.ts';
import type { MailService, OutgoingMail } from '../../workflows/ports/mailPorts.ts';
import { acceptOnly, isJsonObject, traced } from './mailPolicies.ts';
import { decideMailFailure, readMailFailure, type MailFailure } from './mailFailure.ts';
import { cleanLine, isPlainAddress } from './cleanLine.ts';
import { parseMailAccount } from './mailAccount.ts';

export type MailServiceOptions = {
  /** A connection string for the local environment and tests; an identity in Azure. */
  readonly account:
    | { readonly connectionString: string }
    | { readonly endpoint: string; readonly credential: TokenCredential };
  /** Address of a domain linked to the resource. Its display name is set on the resource, not per mail. */
  readonly sender: string;
  readonly replyTo?: { readonly address: string; readonly displayName?: string };
  readonly timeoutMs?: number;
  readonly clock: Clock;
  readonly trace: Trace;
};

const defaultTimeoutMs = 20_000;
/** The SDK's own time limit comes first; ours holds where the SDK waits for an event that never comes. */
const graceMs = 500;
const maxName = 64;
const maxSubject = 150;

/**
 * Azure Communication Services Email behind our port. Sending ends with the service's acceptance: how the
 * delivery went is told by its reports, and asking would use up the quota for status reads.
 *
 * @throws {Error} when the account is malformed or would be called over plain HTTP from afar
 */
export function createMailService(options: MailServiceOptions): MailService & MailTrial {
  const account = parseMailAccount(options.account);
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let loading: Promise<EmailClient> | undefined;
  // The SDK is big, and most functions never send a mail.
  const load = () =>
    (loading ??= import('@azure/communication-email').then(
      (sdk) =>
        new sdk.EmailClient(
          account.endpoint,
          account.credential,
          clientOptions(account.insecure, options.trace),
        ),
    ));

  return {
    async send(mail, { isRepeat } = { isRepeat: true }) {
      const message = compose(options, mail);
      const client = await load();
      const send = (more: { resumeFrom?: string; onResponse?: (raw: Raw) => void }) =>
        failAfter(
          client.beginSend(message, {
            operationId: mail.operationId,
            requestOptions: { timeout: timeoutMs },
            ...more,
          }),
          timeoutMs + graceMs,
        );
      try {
        await send({});
      } catch (error) {
        const failure = readMailFailure(error, options.clock.now());
        // A 400 is ambiguous only on a repeat. On a first attempt it is about the mail itself.
        const ambiguous = failure.status === 409 || (failure.status === 400 && isRepeat);
        if (!ambiguous) throw asError(failure);
        if (await isKnown(send, account.endpoint, mail.operationId, options.clock)) return;
        // In conflict with a mail that is not known yet: it may still be on its way in (unverified).
        throw asError(failure.status === 409 ? { ...failure, status: undefined } : failure);
      }
    },
    async tryAccess() {
      const client = await load();
      const ask = (more: { resumeFrom: string; onResponse: (raw: Raw) => void }) =>
        failAfter(
          client.beginSend(nothing, { requestOptions: { timeout: timeoutMs }, ...more }),
          timeoutMs + graceMs,
        );
      // Asks about a made-up operation: only a caller with access is told that it is unknown.
      await isKnown(ask, account.endpoint, randomUUID(), options.clock);
    },
  };
}

type Raw = { readonly status: number; readonly bodyAsText?: string | null };

/** Taken up again, a poller sends no mail, whatever it is given (tried). */
const nothing: EmailMessage = {
  senderAddress: '',
  content: { subject: '', plainText: '' },
  recipients: { to: [] },
};

/** The queue retries, not the SDK: it sleeps a whole Retry-After and repeats the old signature (tried). */
function clientOptions(insecure: boolean, trace: Trace): EmailClientOptions {
  return {
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [acceptOnly, traced(trace)],
    ...(insecure ? { allowInsecureConnection: true } : {}),
  };
}

function compose({ sender, replyTo }: MailServiceOptions, mail: OutgoingMail): EmailMessage {
  if (!isPlainAddress(mail.recipient)) {
    throw new AgreementError('MAIL_REFUSED', 'The recipient is not one plain e-mail address.');
  }
  const name = cleanLine(mail.recipientName ?? '', maxName);
  return {
    senderAddress: sender,
    content: { subject: cleanLine(mail.subject, maxSubject), html: mail.html, plainText: mail.text },
    recipients: { to: [{ address: mail.recipient, ...(name ? { displayName: name } : {}) }] },
    ...(replyTo ? { replyTo: [replyToAddress(replyTo)] } : {}),
    ...unsubscribeHeader(mail.unsubscribeUrl),
    // The link in the mail is the customer's: it must not pass through a click tracker.
    disableUserEngagementTracking: true,
  };
}

/**
 * A page on which a person ends the mails (RFC 2369). No one-click POST (RFC 8058): scanners press buttons, and a bare
 * POST must not decline an invitation. The service passes other headers than its own on (documented).
 */
function unsubscribeHeader(url: string | undefined): Pick<EmailMessage, 'headers'> {
  return url && /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/.test(url)
    ? { headers: { 'List-Unsubscribe': `<${url}>` } }
    : {};
}

function replyToAddress({ address, displayName }: NonNullable<MailServiceOptions['replyTo']>) {
  const name = cleanLine(displayName ?? '', maxName);
  return { address, ...(name ? { displayName: name } : {}) };
}

/**
 * Whether the service knows this operation, which it was told of in an attempt whose answer got lost. What it
 * does on a repeated id is documented nowhere; one report from production had 400 (third party).
 */
async function isKnown(
  send: (more: { resumeFrom: string; onResponse: (raw: Raw) => void }) => Promise<unknown>,
  endpoint: string,
  operationId: string,
  clock: Clock,
): Promise<boolean> {
  const operationLocation = `${endpoint}/emails/operations/${operationId}?api-version=2025-09-01`;
  const config = { metadata: { mode: 'OperationLocation' }, operationLocation };
  // The SDK has no call of its own for the status; a poller taken up again asks exactly once (tried).
  const resumeFrom = JSON.stringify({ state: { status: 'running', config } });
  let isTold = false as boolean;
  try {
    await send({ resumeFrom, onResponse: (raw) => (isTold = tellsOf(raw)) });
  } catch (error) {
    // A mail that was taken and dropped later makes the SDK throw, too: it is known all the same.
    if (isTold) return true;
    const failure = readMailFailure(error, clock.now());
    if (failure.status === 404 && failure.code !== '') return false;
    throw asError(failure.status === 404 ? { ...failure, status: undefined } : failure);
  }
  if (isTold) return true;
  throw asError({ status: 200, code: '', retryAfterMs: undefined });
}

/** A page that came with 200 knows of no mail. */
function tellsOf({ status, bodyAsText }: Raw): boolean {
  return status === 200 && isJsonObject(bodyAsText);
}

function asError(failure: MailFailure): AgreementError {
  const { code, retryAfterMs } = decideMailFailure(failure);
  const said =
    failure.code || (failure.status === undefined ? 'no answer' : `status ${String(failure.status)}`);
  // No cause: the SDK's errors carry the request, with signature, address and text.
  return new AgreementError(code, `The mail service did not take the mail: ${said}.`, {
    mailService: said,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
