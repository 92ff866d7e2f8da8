import { seal, type Chained } from '../../../domain/chain.ts';
import type { AgreementEvent } from '../../../domain/customers/agreementEvent.ts';
import type { AtRest } from '../kit/atRest.ts';
import { fromJson } from '../kit/json.ts';
import { openId, withId, withoutId } from './attestationIds.ts';

type AnyEvent = Chained<{ readonly type: string }>;

/** `sealedId`: of an attestation that stood in the event when it was stored, and is not shown any more. */
export type EventRow = { readonly partitionKey: string; readonly json: string; readonly sealedId?: string };

/**
 * An event as it is stored; undefined when the row was edited and holds none any more. A reader of the
 * history sees a gap then, and a verification reports it.
 */
export function readEvent<Event extends AnyEvent>(json: unknown): Event | undefined {
  try {
    const event = typeof json === 'string' ? fromJson(json) : undefined;
    if (!isEvent(event)) return undefined;
    // Only this program says which hash was verified otherwise.
    const { withheld: _withheld, ...rest } = event;
    return rest as Event;
  } catch {
    return undefined;
  }
}

/**
 * The same for customers' events: those of earlier versions of this program held ids of attestations. The reader
 * gets the digest; the hash is verified here, with the id.
 */
export async function readAgreementEvent(atRest: AtRest, row: EventRow): Promise<AgreementEvent | undefined> {
  const event = readEvent<AgreementEvent>(row.json);
  if (!event) return undefined;
  const { part: what, id = await idOf(atRest, row, event) } = withoutId(event.what);
  if (id === undefined) return event;
  const { hash, ...content } = { ...event, what };
  const isGenuine = seal({ ...content, what: withId(what, id) }).hash === hash;
  return isGenuine ? { ...event, what, withheld: 'attestationId' } : { ...event, what };
}

async function idOf(
  atRest: AtRest,
  { partitionKey, sealedId }: EventRow,
  { what }: AgreementEvent,
): Promise<string | undefined> {
  if (sealedId === undefined || !('attestationDigest' in what) || what.attestationDigest === null)
    return undefined;
  const at = { digest: what.attestationDigest, sealed: sealedId };
  // What does not open was changed: the hash will not be right either.
  return openId(atRest, partitionKey, at).catch(() => undefined);
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
