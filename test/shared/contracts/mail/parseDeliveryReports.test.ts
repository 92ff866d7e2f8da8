import { describe, expect, it } from 'vitest';
import { asCloudEvent } from '../../../../infra/local/mail/cloudEvent.ts';
import { createDeliveryReport } from '../../../../infra/local/mail/deliveryReport.ts';
import { parseDeliveryReports } from '../../../../shared/contracts/mail/parseDeliveryReports.ts';

const operationId = '1e0d9c8b-7a6f-5e4d-8c3b-2a190807f6e5';
const attemptedAt = new Date('2026-03-02T09:00:01.234Z');
const event = createDeliveryReport({
  operationId,
  sender: 'agreements@partner.example',
  recipient: 'Tania@tailspintoys.example',
  internetMessageId: '<a@partner.example>',
  status: 'Bounced',
  statusMessage: '550 5.1.1',
  attemptedAt,
  attemptTimeName: 'deliveryAttemptTimestamp',
  now: new Date('2026-03-02T09:02:00Z'),
});
const expected = { operationId, recipient: 'Tania@tailspintoys.example', delivery: 'bounced', attemptedAt };

const withData = (change: Record<string, unknown>) => ({ ...event, data: { ...event.data, ...change } });
const one = (message: unknown) => parseDeliveryReports(message).reports[0];

describe('a delivery report', () => {
  it('is read as a CloudEvent, in the schema of Event Grid, and from a list', () => {
    expect(one(asCloudEvent(event))).toEqual(expected);
    expect(one(event)).toEqual(expected);
    expect(parseDeliveryReports([event, asCloudEvent(event)]).reports).toEqual([expected, expected]);
  });

  it('is read in both spellings of its time, in the form of live ones, and without any', () => {
    const documented = {
      deliveryAttemptTimestamp: undefined,
      deliveryAttemptTimeStamp: '2026-03-02T09:00:01.2345678+00:00',
    };
    expect(one(withData(documented))).toEqual(expected);
    expect(one(withData({ deliveryAttemptTimestamp: '2026-03-02T09:00:01.2340000' }))).toEqual(expected);
    const none = withData({ deliveryAttemptTimestamp: undefined });
    expect(one(none)?.attemptedAt).toEqual(new Date('2026-03-02T09:02:00Z'));
    expect(one({ ...none, eventTime: 'yesterday' })?.attemptedAt).toBeNull();
  });

  it.each([
    ['delivered', 'delivered'],
    ['FILTEREDSPAM', 'filteredSpam'],
    ['Expanded', 'expanded'],
    ['Suppressed', 'suppressed'],
    ['Quarantined', 'quarantined'],
    ['Failed', 'failed'],
    ['SomethingNew', null],
  ])('with status %s means %s', (status, delivery) => {
    expect(one(withData({ status }))?.delivery).toBe(delivery);
  });

  it('is none in an event of another kind', () => {
    expect(parseDeliveryReports({ ...event, eventType: 'Microsoft.Communication.Other' }).reports).toEqual(
      [],
    );
  });

  it.each([
    null,
    'text',
    7,
    {},
    { type: 'x', data: null },
    withData({ messageId: '../../x' }),
    withData({ recipient: 1 }),
    [event, 1],
  ])('cannot be read from %j', (message) => {
    const isOther = typeof message === 'object' && message !== null && 'type' in message;
    if (isOther) expect(parseDeliveryReports(message).reports).toEqual([]);
    else
      expect(() => parseDeliveryReports(message)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
