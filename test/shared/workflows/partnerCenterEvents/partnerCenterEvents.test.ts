import { beforeEach, describe, expect, it } from 'vitest';
import { readPartnerCenterEvent } from '../../../../shared/contracts/partnerCenterEvents/partnerCenterEvent.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import {
  handlePartnerCenterEvent,
  sweepPartnerCenterEvents,
} from '../../../../shared/workflows/partnerCenterEvents/handlePartnerCenterEvent.ts';
import { receivePartnerCenterEvent } from '../../../../shared/workflows/partnerCenterEvents/receivePartnerCenterEvent.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const newcomer = '4b2a6e33-8791-4386-bd2b-0d55baf25039';
const name = 'reseller-relationship-accepted-by-customer';
const unavailable = new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Away.');
const minuteMs = 60_000;

let world: World;
let failures: unknown[];
beforeEach(async () => {
  world = createWorld();
  failures = [];
  // As after its first check.
  await checkAgreement(world, tenant);
  world.pass(minuteMs);
});

function event(changes: { name?: string; customer?: string | null; ageMs?: number } = {}) {
  const { name: eventName = name, customer = tenant, ageMs = 0 } = changes;
  return readPartnerCenterEvent({
    EventName: eventName,
    ResourceUri: customer && `https://api.partnercenter.microsoft.com/v1/customers/${customer}`,
    ResourceName: 'Customer',
    AuditUri: null,
    ResourceChangeUtcDate: new Date(world.clock.now().getTime() - ageMs).toISOString(),
  });
}

const receive = (changes?: Parameters<typeof event>[0]) => receivePartnerCenterEvent(world, event(changes));
const sweep = () => sweepPartnerCenterEvents(world, (failure) => void failures.push(failure));
const outcomes = () => [...world.notifications.outcomes.values()];

/** What the queue would do, with one message of those sent. */
async function handleNext() {
  return handlePartnerCenterEvent(world, world.notifications.woken.shift() ?? 'none was sent');
}

describe('a notification about a known customer', () => {
  it('has the customer checked at once, by nobody in particular', async () => {
    expect(await receive()).toEqual({ kind: 'received' });
    expect(await handleNext()).toEqual({ kind: 'handled', outcome: 'checkRequested' });
    const last = (await world.agreements.history(tenant, 1, 100)).at(-1);
    expect([last?.what.type, last?.by]).toEqual(['checkRequested', { kind: 'system' }]);
    expect(world.wakeUps.at(-1)?.queue).toBe('checks');
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await checkAgreement(world, tenant);
    expect(world.record().status).toBe('accepted');
  });

  it('changes nothing by itself, whatever it says', async () => {
    const { status, standing } = world.record();
    await receive();
    await handleNext();
    expect([world.record().status, world.record().standing]).toEqual([status, standing]);
  });

  it('counts once, however often and late it comes', async () => {
    const same = event();
    expect(await receivePartnerCenterEvent(world, same)).toEqual({ kind: 'received' });
    expect(await receivePartnerCenterEvent(world, same)).toEqual({ kind: 'duplicate' });
    await handleNext();
    const { version } = world.record();
    world.pass(6 * 24 * 60 * minuteMs);
    expect(await receivePartnerCenterEvent(world, same)).toEqual({ kind: 'duplicate' });
    expect(world.notifications.woken).toEqual([]);
    expect(await handlePartnerCenterEvent(world, same.id)).toEqual({ kind: 'notOpen' });
    expect(world.record().version).toBe(version);
  });

  it('is another one when name, resource or time differ', async () => {
    await receive();
    await receive({ name: `indirect-${name}` });
    await receive({ customer: newcomer });
    await receive({ ageMs: 1 });
    expect(new Set(world.notifications.woken).size).toBe(4);
  });

  it('is handled by the sweep when its message was lost, and not before the message had its time', async () => {
    await receive();
    expect(await sweep()).toBe(0);
    world.pass(world.policy.wakeUpGraceMs);
    expect(await sweep()).toBe(1);
    expect(world.record().checkRequestedAt).not.toBeNull();
    expect(await sweep()).toBe(0);
  });
});

describe('a notification about an unknown customer', () => {
  it('starts a record as Partner Center describes the customer, and has it checked', async () => {
    world.listed.push({
      customerTenantId: newcomer,
      companyName: 'Contoso',
      domain: 'contoso.example',
      hasRelationship: true,
    });
    await receive({ customer: newcomer });
    expect(await handleNext()).toEqual({ kind: 'handled', outcome: 'checkRequested' });
    expect(world.record(newcomer)).toMatchObject({ companyName: 'Contoso', status: 'unknown' });
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await checkAgreement(world, newcomer);
    expect(world.record(newcomer).status).toBe('accepted');
  });

  it('is dropped when Partner Center knows no such customer of ours', async () => {
    await receive({ customer: newcomer });
    expect(await handleNext()).toEqual({ kind: 'handled', outcome: 'notOurCustomer' });
    expect(() => world.record(newcomer)).toThrow();
  });

  it('is dropped when the relationship has ended meanwhile', async () => {
    const ended = { companyName: 'Contoso', domain: 'contoso.example', hasRelationship: false };
    world.listed.push({ customerTenantId: newcomer, ...ended });
    await receive({ customer: newcomer });
    expect(await handleNext()).toEqual({ kind: 'handled', outcome: 'notOurCustomer' });
  });

  it('waits while Partner Center cannot be asked, for a day', async () => {
    world.microsoftSays(unavailable);
    await receive({ customer: newcomer });
    expect(await handleNext()).toEqual({ kind: 'postponed', code: 'PARTNER_CENTER_UNAVAILABLE' });
    world.pass(23 * 60 * minuteMs);
    expect([await sweep(), outcomes()]).toEqual([0, ['open']]);
    world.pass(60 * minuteMs);
    expect([await sweep(), outcomes()]).toEqual([1, ['givenUp']]);
  });

  it('does not keep those behind it from their turn', async () => {
    world.microsoftSays(unavailable);
    await receive({ customer: newcomer });
    await receive();
    world.pass(world.policy.wakeUpGraceMs);
    expect([await sweep(), outcomes()]).toEqual([1, ['open', 'checkRequested']]);
  });
});

describe('a notification of no use', () => {
  it.each([
    ['test-created', tenant, 'test'],
    ['subscription-updated', tenant, 'notUsed'],
    ['something-nobody-has-heard-of', tenant, 'notUsed'],
    [name, null, 'namesNobody'],
    [name, 'not-a-tenant', 'namesNobody'],
    [name, '00000000-0000-0000-0000-000000000000', 'namesNobody'],
  ] as const)('%s about %s is kept as a trace and wakes nobody', async (eventName, customer, outcome) => {
    expect(await receive({ name: eventName, customer })).toEqual({ kind: 'received' });
    expect([outcomes(), world.notifications.woken]).toEqual([[outcome], []]);
  });

  it.each([
    ['older than a week', 7 * 24 * 60 * minuteMs + 1],
    ['of a time to come', -16 * minuteMs],
  ])('%s is refused and leaves no trace', async (_what, ageMs) => {
    await expect(receive({ ageMs })).rejects.toMatchObject({ code: 'EVENT_NOT_TIMELY' });
    expect(outcomes()).toEqual([]);
  });

  it('a week old, or ahead of our clock by some minutes, is taken', async () => {
    await receive({ ageMs: 7 * 24 * 60 * minuteMs });
    await receive({ ageMs: -14 * minuteMs });
    expect(outcomes()).toEqual(['open', 'open']);
  });
});
