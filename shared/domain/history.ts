import { createHash } from 'node:crypto';
import {
  applyEvent,
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

/** The first place where a history, oldest first, does not hang together; null when it is whole. */
export function findBreak(
  events: readonly AgreementEvent[],
): { readonly version: number; readonly why: string } | null {
  let previousHash = firstHash;
  for (const [index, event] of events.entries()) {
    const { hash, ...content } = event;
    if (event.version !== index + 1) return { version: index + 1, why: 'an event is missing' };
    if (event.previousHash !== previousHash)
      return { version: event.version, why: 'it does not follow the event before' };
    if (seal(content).hash !== hash) return { version: event.version, why: 'its content was changed' };
    previousHash = hash;
  }
  return null;
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
