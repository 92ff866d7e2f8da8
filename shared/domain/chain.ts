import { createHash } from 'node:crypto';
import type { Actor, MicrosoftTrace } from './actor.ts';

/** The `previousHash` of the first event of a history. */
export const firstHash = '0'.repeat(64);

/** One line of a history; `hash` covers everything else, `previousHash` chains it. */
export type Chained<What extends { readonly type: string }> = {
  readonly version: number;
  readonly at: Date;
  readonly by: Actor;
  /** Ids of the call to Microsoft that the event rests on, for support cases. */
  readonly microsoft: MicrosoftTrace | null;
  readonly what: What;
  readonly previousHash: string;
  readonly hash: string;
  /** Member of `what` of which a digest is shown: the hash covers the member itself, and was verified with it. */
  readonly withheld?: string;
};

/** What a history leads to knows its newest event. */
type Head = { readonly version: number; readonly headHash: string };

/** Where a history stops being what was written, and why that can be told. */
export type Break = { readonly version: number; readonly why: string };

/** The hash covers what the API shows of an event, so that its recipient can verify a history. */
export function seal<What extends { readonly type: string }>(
  content: Omit<Chained<What>, 'hash' | 'withheld'>,
): Chained<What> {
  const { what, ...rest } = content;
  const { type, ...data } = what;
  const hash = createHash('sha256').update(canonicalJson({ ...rest, type, data }));
  return { ...content, hash: hash.digest('hex') };
}

/** The next event of a history, chained to the one before. */
export function sealNext<What extends { readonly type: string }>(
  before: Head | undefined,
  content: Pick<Chained<What>, 'at' | 'by' | 'microsoft' | 'what'>,
): Chained<What> {
  const version = (before?.version ?? 0) + 1;
  return seal({ version, ...content, previousHash: before?.headHash ?? firstHash });
}

/** The first place where a history, oldest first, does not hang together; null when it is whole. */
export function findBreak(events: readonly Chained<{ readonly type: string }>[]): Break | null {
  let previousHash = firstHash;
  for (const [index, event] of events.entries()) {
    const version = index + 1;
    const { hash, withheld, ...content } = event;
    if (event.version > version) return { version, why: 'an event is missing' };
    if (event.version < version) return { version, why: 'events are out of order' };
    if (event.previousHash !== previousHash) return { version, why: 'it does not follow the event before' };
    if (withheld === undefined && seal(content).hash !== hash)
      return { version, why: 'its content was changed' };
    previousHash = hash;
  }
  return null;
}

/**
 * The same with the record the history led to, so that an end cut off, or a record edited by itself, is
 * found as well. What a later version of this program added to records, and left empty, is no difference.
 */
export function findTampering<What extends { readonly type: string }, Kept extends Head>(
  events: readonly Chained<What>[],
  record: Kept,
  fold: (events: readonly Chained<What>[]) => Kept,
): Break | null {
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

/** JSON with sorted keys, so that equal content has equal bytes wherever it was stored in between. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
