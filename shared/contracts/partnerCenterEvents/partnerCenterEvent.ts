import { createHash } from 'node:crypto';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import type { PartnerCenterEvent } from '../../domain/partnerCenter/partnerCenterEvent.ts';
import { readTenantId } from '../tenantId.ts';

/** Seven digits behind the second in Microsoft's samples; without a zone it would be UTC, as its name says. */
const utcDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/i;
/** Names to come are unknown, but they end up in logs. */
const plainName = /^[a-z0-9][a-z0-9._-]{0,99}$/i;
const ofCustomer = /\/customers\/([^/?#]+)/i;
const longest = 2048;

/**
 * The body of a notification, as far as it is used. Addresses in it are never asked for anything; of the
 * resource's only the customer's id counts.
 * @see https://learn.microsoft.com/partner-center/developer/partner-center-webhooks
 * @throws {AgreementError} `INVALID_INPUT`
 */
export function readPartnerCenterEvent(json: unknown): PartnerCenterEvent {
  const given = byLowerName(json);
  const name = given.get('eventname');
  const resource = given.get('resourceuri') ?? null;
  const date = given.get('resourcechangeutcdate');
  const changedAt = readDate(date);
  if (typeof name !== 'string' || !plainName.test(name))
    throw wrong('/EventName', 'is not the name of an event');
  if (resource !== null && (typeof resource !== 'string' || resource.length > longest)) {
    throw wrong('/ResourceUri', 'is not an address');
  }
  if (!changedAt) throw wrong('/ResourceChangeUtcDate', 'is not an instant');
  const hash = createHash('sha256')
    .update(JSON.stringify([name, resource, date]))
    .digest('hex');
  return {
    id: `${changedAt.toISOString()}_${hash.slice(0, 32)}`,
    name,
    customerTenantId: customerOf(resource),
    changedAt,
  };
}

/** Ids of events are keys, and come back in queue messages. @throws {AgreementError} `INVALID_INPUT` */
export function parseEventWakeUp(message: unknown): { eventId: string } {
  const { eventId } = (message ?? {}) as { readonly eventId?: unknown };
  if (typeof eventId === 'string' && /^[\dTZ:.-]{24}_[0-9a-f]{32}$/.test(eventId)) return { eventId };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no event.');
}

/** PascalCase is documented, Microsoft's own readers take any. */
function byLowerName(json: unknown): ReadonlyMap<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong('', 'is not an event');
  return new Map(Object.entries(json).map(([key, value]) => [key.toLowerCase(), value]));
}

/** Years outside four digits would break the order of ids. */
function readDate(date: unknown): Date | undefined {
  if (typeof date !== 'string' || !utcDate.test(date)) return undefined;
  const instant = new Date(/(Z|[+-]\d\d:\d\d)$/i.test(date) ? date : `${date}Z`);
  const year = instant.getUTCFullYear();
  return Number.isNaN(instant.getTime()) || year < 2000 || year > 2999 ? undefined : instant;
}

function customerOf(resource: string | null): string | null {
  const [, id] = ofCustomer.exec(resource ?? '') ?? [];
  return readTenantId(id) ?? null;
}

function wrong(pointer: string, message: string): AgreementError {
  const fields: FieldError[] = [{ pointer, message }];
  return new AgreementError('INVALID_INPUT', 'The notification is not as documented.', { fields });
}
