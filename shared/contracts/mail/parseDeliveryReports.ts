import type { DeliveryReport } from '../../domain/mail/deliveryReport.ts';
import { AgreementError } from '../../domain/errors.ts';
import { deliveries } from '../../domain/delivery.ts';

type Fields = Readonly<Record<string, unknown>>;

const wanted = 'microsoft.communication.emaildeliveryreportreceived';

/**
 * A message of Event Grid with delivery reports: one, or a list, in the schema of CloudEvents, which our
 * subscription asks for, or in Event Grid's own; they differ around the data. Events of other kinds are none.
 * @throws {AgreementError} `INVALID_INPUT` when it cannot be read
 */
export function parseDeliveryReports(message: unknown): { readonly reports: readonly DeliveryReport[] } {
  const reports = (Array.isArray(message) ? message : [message]).flatMap((event) => {
    const { type, eventType, time, eventTime, data } = fieldsOf(event);
    const kind = text(type) ?? text(eventType);
    if (!kind) throw unreadable();
    return kind.toLowerCase() === wanted ? [reportOf(fieldsOf(data), text(time) ?? text(eventTime))] : [];
  });
  return { reports };
}

/** Names are documented, except that live events spell `Timestamp` and the documentation `TimeStamp` (third party). */
function reportOf(data: Fields, eventTime: string | undefined): DeliveryReport {
  const { deliveryAttemptTimestamp: live, deliveryAttemptTimeStamp: documented } = data;
  const [operationId, recipient, status] = [data['messageId'], data['recipient'], data['status']].map(text);
  if (!operationId || !recipient || !status) throw unreadable();
  // An id of ours is a UUID; anything else could not even be a key.
  if (!/^[\w-]{1,100}$/.test(operationId)) throw unreadable();
  return {
    operationId: operationId.toLowerCase(),
    recipient,
    delivery: deliveries.find((one) => one.toLowerCase() === status.toLowerCase()) ?? null,
    attemptedAt: instant(text(live) ?? text(documented) ?? eventTime),
  };
}

/** Live instants have seven digits behind the second and may name no zone (third party): they are UTC. */
function instant(said: string | undefined): Date | null {
  const [, second = '', fraction = '', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.exec(said?.trim() ?? '') ?? [];
  const read = new Date(`${second}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(read.getTime()) ? null : read;
}

function fieldsOf(value: unknown): Fields {
  if (value && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw unreadable();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function unreadable(): AgreementError {
  return new AgreementError('INVALID_INPUT', 'The queue message is no delivery report.');
}
