import * as z from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import { parseRetryAfter } from '../retryAfter.ts';

export type MailFailure = {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  /** The service's code, or the network's; empty when unknown. Never its message, which may name people. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;
};

type Decision = {
  readonly code: Extract<ErrorCode, `MAIL_${string}`>;
  readonly retryAfterMs?: number;
};

/** Refused calls count against the quota, so a 429 that names no time is given a minute. */
const throttledMs = 60_000;

/** The sender is at fault, not the mail: other mails would fare the same (third party: seen in reports). */
const senderCodes = new Set(['DomainNotLinked', 'SubscriptionBlocked']);
/** A person has to fix these, so the next attempt waits long. */
const mendMs = 30 * 60_000;

/**
 * What a failed send means for the mail. Only the service's own words refuse for good: without its code, a
 * proxy or firewall may have answered, and the mail is sent again. A 404 is about the sender, too: the mail
 * itself names no resource.
 */
export function decideMailFailure({ status, code, retryAfterMs }: MailFailure): Decision {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (senderCodes.has(code)) {
    return { code: 'MAIL_SENDER_REFUSED', retryAfterMs: Math.max(retryAfterMs ?? 0, mendMs) };
  }
  if (status === 429) return { code: 'MAIL_THROTTLED', retryAfterMs: retryAfterMs ?? throttledMs };
  if (status === undefined || status >= 500 || status < 400 || status === 408) {
    return { code: 'MAIL_UNAVAILABLE', ...wait };
  }
  if (status === 401 || status === 403) return { code: 'MAIL_SENDER_REFUSED', ...wait };
  if (code === '') return { code: 'MAIL_UNAVAILABLE', ...wait };
  if (status === 404) return { code: 'MAIL_SENDER_REFUSED', ...wait };
  return { code: 'MAIL_REFUSED' };
}

type Headers = { get(name: string): string | undefined };

const restError = z.object({
  statusCode: z.number().optional(),
  code: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .catch(undefined),
  response: z
    .object({ headers: z.custom<Headers>((value) => typeof value === 'object' && value && 'get' in value) })
    .optional()
    .catch(undefined),
});

/** The SDK's own code for a body that is not JSON. */
const parseError = 'PARSE_ERROR';

/** Reads what the SDK throws; a time-out is an `AbortError` without status. */
export function readMailFailure(error: unknown, now: Date): MailFailure {
  const { data } = restError.safeParse(error);
  return {
    status: data?.statusCode,
    code: data?.code && data.code !== parseError ? data.code : '',
    retryAfterMs: parseRetryAfter(data?.response?.headers.get('retry-after'), now),
  };
}
