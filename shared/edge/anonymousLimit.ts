import { isIPv4, isIPv6 } from 'node:net';
import type { HttpRequest } from '@azure/functions';
import { createTokenBuckets, type BucketRules } from '../concurrency/tokenBuckets.ts';
import { AgreementError } from '../domain/errors.ts';

/** Per address and instance: so many at once, then one more after each time. */
const rules = {
  /** Links of customers, liveness, the API document: an office behind one address opens some at a time. */
  links: { capacity: 120, refillMs: 500 },
  /** Partner Center sends from few addresses, and a busy day in bursts. */
  notifications: { capacity: 600, refillMs: 100 },
  /** Files of the portal: many agents of one office start their day together. */
  files: { capacity: 1_000, refillMs: 50 },
} as const satisfies Record<string, BucketRules>;

export type AnonymousKind = keyof typeof rules;

/** Says whether one more request of a kind is within the limit of its address. @throws {AgreementError} `RATE_LIMITED` */
export type LimitAnonymous = (kind: AnonymousKind, request: Pick<HttpRequest, 'headers'>) => void;

/** Limits requests without a token, in memory alone: a flood of them reaches no storage. */
export function createAnonymousLimit(nowMs: () => number): LimitAnonymous {
  const buckets = {
    links: createTokenBuckets(rules.links),
    notifications: createTokenBuckets(rules.notifications),
    files: createTokenBuckets(rules.files),
  };
  return (kind, { headers }) => {
    const address = clientAddress(headers.get('x-forwarded-for'));
    // Without a front end, as on a laptop, there is no address.
    if (address === undefined || buckets[kind].take(address, nowMs())) return;
    throw new AgreementError('RATE_LIMITED', 'Too many requests came from your address. Try again later.', {
      retryAfterMs: rules[kind].refillMs,
    });
  };
}

/** For all functions of this process. */
export const limitAnonymous = createAnonymousLimit(() => performance.now());

/**
 * The address that Azure's front end saw: the last one, since callers can write any others before it. It comes with
 * a port (documented). Of IPv6 the first half, which one subscriber has to itself.
 */
export function clientAddress(forwardedFor: string | null): string | undefined {
  const last = forwardedFor?.split(',').at(-1)?.trim();
  if (!last) return undefined;
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(last) ?? [];
  const [, dotted] = /^(\d+(?:\.\d+){3})(?::\d+)?$/.exec(last) ?? [];
  const address = (bracketed ?? dotted ?? last).replace(/%.*$/, '').toLowerCase();
  if (isIPv4(address)) return address;
  return isIPv6(address) ? networkOf(address) : 'other';
}

function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/.exec(address) ?? [];
  if (mapped) return mapped;
  const [head = '', tail] = address.replace(/\d+(?:\.\d+){3}$/, '0:0').split('::');
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '');
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const all = [...before, ...zeros, ...after].map((group) => parseInt(group, 16).toString(16));
  return all.slice(0, 4).join(':');
}
