import type { Chained } from '../../../domain/chain.ts';
import { fromJson } from '../kit/json.ts';

type AnyEvent = Chained<{ readonly type: string }>;

/**
 * An event as it is stored; undefined when it is none any more, because somebody edited the row. Those
 * who read a history see a gap then, and those who verify it say so.
 */
export function readEvent<Event extends AnyEvent>(json: unknown): Event | undefined {
  try {
    const event = typeof json === 'string' ? fromJson(json) : undefined;
    return isEvent(event) ? (event as Event) : undefined;
  } catch {
    return undefined;
  }
}

/** Only what is needed to show and to hash an event: that the content is what was written, the hash says. */
function isEvent(event: unknown): event is AnyEvent {
  if (typeof event !== 'object' || event === null) return false;
  const { version, at, by, what, hash, previousHash, microsoft } = event as Record<string, unknown>;
  return (
    Number.isInteger(version) &&
    at instanceof Date &&
    !Number.isNaN(at.getTime()) &&
    isTagged(by, 'kind') &&
    isTagged(what, 'type') &&
    typeof microsoft === 'object' &&
    typeof hash === 'string' &&
    typeof previousHash === 'string'
  );
}

function isTagged(part: unknown, tag: string): boolean {
  return (
    typeof part === 'object' && part !== null && typeof (part as Record<string, unknown>)[tag] === 'string'
  );
}
