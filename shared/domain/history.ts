import { createHash } from 'node:crypto';
import {
  applyEvent,
  fold,
  type Actor,
  type AgreementEvent,
  type Happening,
  type MicrosoftTrace,
} from './events.ts';
import type { AgreementRecord } from './record.ts';

/** The `previousHash` of a customer's first event. */
export const firstHash = '0'.repeat(64);

/** Adds happenings to a customer's history and gives the sealed events with the record they lead to. */
export function append(
  before: AgreementRecord | undefined,
  happenings: readonly Happening[],
  context: { readonly at: Date; readonly by: Actor; readonly microsoft?: MicrosoftTrace | null },
): { readonly events: readonly AgreementEvent[]; readonly record: AgreementRecord } {
  const events: AgreementEvent[] = [];
  let record = before;
  for (const what of happenings) {
    const event = seal({
      version: (record?.version ?? 0) + 1,
      at: context.at,
      by: context.by,
      microsoft: context.microsoft ?? null,
      what,
      previousHash: record?.headHash ?? firstHash,
    });
    events.push(event);
    record = applyEvent(record, event);
  }
  if (!record) throw new Error('a history starts with a happening');
  return { events, record };
}

/** Where a history stops being what was written, and why that can be told. */
export type Break = { readonly version: number; readonly why: string };

/** The first place where a history, oldest first, does not hang together; null when it is whole. */
export function findBreak(events: readonly AgreementEvent[]): Break | null {
  let previousHash = firstHash;
  for (const [index, event] of events.entries()) {
    const version = index + 1;
    const { hash, ...content } = event;
    if (event.version > version) return { version, why: 'an event is missing' };
    if (event.version < version) return { version, why: 'events are out of order' };
    if (event.previousHash !== previousHash) return { version, why: 'it does not follow the event before' };
    if (seal(content).hash !== hash) return { version, why: 'its content was changed' };
    previousHash = hash;
  }
  return null;
}

/**
 * The same with the record the history led to, so that an end cut off, or a record edited by itself, is
 * found as well. What a later version of this program added to records, and left empty, is no difference.
 */
export function findTampering(events: readonly AgreementEvent[], record: AgreementRecord): Break | null {
  const found = findBreak(events);
  if (found) return found;
  const { version, headHash } = record;
  if (events.length < version) return { version: events.length + 1, why: 'an event is missing' };
  if (events.length > version) return { version: version + 1, why: 'the record does not know of this event' };
  if (events.at(-1)?.hash !== headHash) return { version, why: 'the record knows another event' };
  const told = canonicalJson(withoutEmpty(fold(events)));
  return told === canonicalJson(withoutEmpty(record))
    ? null
    : { version, why: 'the record is not what its events tell' };
}

/** Members without content, at any depth, left out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const kept = Object.entries(value).filter(
    ([, part]) => part !== null && part !== undefined && !(Array.isArray(part) && part.length === 0),
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutEmpty(part)]));
}

/** The hash covers what the API shows of an event, so that anybody can verify a history they were given. */
function seal(content: Omit<AgreementEvent, 'hash'>): AgreementEvent {
  const { what, ...rest } = content;
  const { type, ...data } = what;
  return {
    ...content,
    hash: createHash('sha256')
      .update(canonicalJson({ ...rest, type, data }))
      .digest('hex'),
  };
}

/** JSON with sorted keys, so that equal content has equal bytes wherever it was stored in between. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
