import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  parseEventWakeUp,
  readPartnerCenterEvent,
} from '../../../../shared/contracts/partnerCenterEvents/partnerCenterEvent.ts';
import { sample as sampleOf } from '../../adapters/partnerCenter/sample.ts';

const customer = '4b2a6e33-8791-4386-bd2b-0d55baf25039';
const event = (name: string) => z.record(z.string(), z.unknown()).parse(sampleOf(name).response);
const sample = event('webhookRelationshipEvent');
const read = (changes: object = {}) => readPartnerCenterEvent({ ...sample, ...changes });

describe('a notification', () => {
  it('is read as Microsoft documents it, to the millisecond', () => {
    expect(read()).toMatchObject({
      name: 'reseller-relationship-accepted-by-customer',
      customerTenantId: customer,
      changedAt: new Date('2023-10-18T00:26:24.015Z'),
    });
  });

  it('is the same one again only if event, resource and time are the same to the last digit', () => {
    expect(read({ AuditUri: null, ResourceName: 'customer' }).id).toBe(read().id);
    const others = [
      { EventName: 'test-created' },
      { ResourceUri: null },
      { ResourceChangeUtcDate: '2023-10-18T00:26:24.0159089+00:00' },
    ];
    expect(new Set([read().id, ...others.map((one) => read(one).id)]).size).toBe(4);
  });

  it('has an id that a queue message may name', () => {
    expect(parseEventWakeUp({ eventId: read().id })).toEqual({ eventId: read().id });
    for (const eventId of [undefined, 'x', `${read().id}'`, `open|${read().id}`]) {
      expect(() => parseEventWakeUp({ eventId })).toThrow('names no event');
    }
  });

  it.each([
    ['camel case', { eventName: 'test-created', resourceChangeUtcDate: '2026-01-01T00:00:00Z' }],
    ['no zone', { EventName: 'test-created', ResourceChangeUtcDate: '2026-01-01T00:00:00' }],
    [
      'the test event as sampled',
      { ...event('webhookTestEvent'), ResourceChangeUtcDate: '2025-12-31T19:00:00.0000000-05:00' },
    ],
  ])('is read in %s', (_what, json) => {
    expect(readPartnerCenterEvent(json)).toMatchObject({
      name: 'test-created',
      customerTenantId: null,
      changedAt: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it.each([
    ['capitals', `https://api.partnercenter.microsoft.com/v1/customers/${customer.toUpperCase()}`, customer],
    ['something below', `https://x.example/v1/customers/${customer}/subscriptions/1`, customer],
    ['a query', `/v1/customers/${customer}?x=1`, customer],
    ['another word', `https://x.example/v1/customersx/${customer}`, null],
    ['a longer id', `https://x.example/v1/customers/${customer}0`, null],
    ['nobody', 'https://x.example/v1/customers/', null],
  ])('names the customer of a resource with %s', (_what, ResourceUri, customerTenantId) => {
    expect(read({ ResourceUri }).customerTenantId).toBe(customerTenantId);
  });

  it.each([
    ['null', null],
    ['a list', [sample]],
    ['a text', 'test-created'],
    ['no name', { ...sample, EventName: undefined }],
    ['a name with a line end', { ...sample, EventName: 'test-created\nforged' }],
    ['a name without end', { ...sample, EventName: 'x'.repeat(101) }],
    ['a name that is none', { ...sample, EventName: { $ne: null } }],
    ['a resource that is none', { ...sample, ResourceUri: 7 }],
    ['a resource without end', { ...sample, ResourceUri: 'x'.repeat(2049) }],
    ['no time', { ...sample, ResourceChangeUtcDate: undefined }],
    ['a number for a time', { ...sample, ResourceChangeUtcDate: 638331855840159088 }],
    ['a day that is none', { ...sample, ResourceChangeUtcDate: '2026-02-31T25:00:00Z' }],
    ['a year out of order', { ...sample, ResourceChangeUtcDate: '9999-12-31T23:59:59Z' }],
  ])('is refused with %s, and nothing of it is quoted', (_what, json) => {
    const refusal = () => readPartnerCenterEvent(json);
    expect(refusal).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(refusal).not.toThrow(/forged|x{50}/);
  });
});
