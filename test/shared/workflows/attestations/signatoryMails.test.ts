import { describe, expect, it } from 'vitest';
import { sampleBrand } from '../../../../infra/build/mailSamples.ts';
import { findBreak } from '../../../../shared/domain/chain.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { declineInvitation } from '../../../../shared/workflows/invitations/declineInvitation.ts';
import { readLink } from '../../../../shared/workflows/invitations/readLink.ts';
import type { ComposeMail } from '../../../../shared/workflows/ports/mailPorts.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { takeDeliveryReport } from '../../../../shared/workflows/deliveryReports/takeDeliveryReport.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const agents = 'agents@partner.example';
const by = { kind: 'agent', id: 'oid' } as const;
const hourMs = 3_600_000;

/** Mails with all their words. */
function createWritingWorld(): World {
  const compose: ComposeMail = (order) => composeMail({ ...order, brand: sampleBrand });
  return Object.assign(createWorld(), { mailComposer: () => Promise.resolve(compose) });
}

async function attested(world = createWritingWorld(), email = signatory.email): Promise<World> {
  const absent = { acceptedAt: null, companyName: null, country: null, language: null };
  const request = { signatory: { ...signatory, email }, ...absent, delivery: 'email' } as const;
  await attestCustomer(world, { customerTenantId: tenant, request, by });
  await sweep(world);
  await sweep(world);
  return world;
}

async function sweep(world: World): Promise<void> {
  world.pass(60_000);
  await reconcileAgreements(world, {
    nextRunAt: null,
    report: (failure) => {
      throw failure;
    },
  });
}

/** Sweeps every two hours. */
async function pass(world: World, days: number): Promise<void> {
  for (let hours = 0; hours < days * 24; hours += 2) {
    world.pass(2 * hourMs - 60_000);
    await sweep(world);
  }
}

const mailsTo = (world: World, address: string) => world.outbox.filter((mail) => mail.recipient === address);
const token = `attestation/${tenant}/1`;

async function report(world: World, delivery: 'delivered' | 'bounced', mail = 0) {
  const { operationId = '', recipient = '' } = world.outbox[mail] ?? {};
  return takeDeliveryReport(world, { operationId, recipient, delivery, attemptedAt: null });
}

describe('a signatory who has the link', () => {
  it('is reminded every three days, five times at most, while Microsoft is asked as before', async () => {
    const world = await attested();
    expect(mailsTo(world, signatory.email)).toHaveLength(1);
    await pass(world, 2.5);
    expect(mailsTo(world, signatory.email)).toHaveLength(1);
    await pass(world, 1);
    const [, reminder] = mailsTo(world, signatory.email);
    expect(reminder?.subject).toMatch(/^Reminder: /);
    expect(reminder?.text).toContain('You have 26 days left to accept.');
    expect(reminder?.text).toContain('/other');
    await pass(world, 24);
    const mails = mailsTo(world, signatory.email);
    expect(mails).toHaveLength(6);
    expect(new Set(mails.map(({ operationId }) => operationId)).size).toBe(6);
    expect(world.record().attestation).toMatchObject({ state: 'waiting', remindersSent: 5, remindAt: null });
    const events = await world.agreements.history(tenant, 1, 1000);
    expect(findBreak(events)).toBeNull();
    expect(events.filter(({ what }) => what.type === 'attestationReminderSent')).toHaveLength(5);
  });

  it('gets no reminder after having accepted, but thanks', async () => {
    const world = await attested();
    const [attestation] = world.attesting.attestations;
    if (!attestation) throw new Error('nothing to accept');
    Object.assign(attestation, { progress: 'accepted', acceptedAt: world.clock.now() });
    await pass(world, 7);
    expect(world.record().status).toBe('accepted');
    expect(mailsTo(world, signatory.email).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Accept the Microsoft'),
      expect.stringContaining('is accepted'),
    ]);
    expect(mailsTo(world, agents)).toHaveLength(1);
  });

  it('gets none either when the attestation went to another, who is reminded instead', async () => {
    const world = await attested();
    await pass(world, 1);
    await attested(world, 'walter@tailspintoys.example');
    await pass(world, 4);
    expect(mailsTo(world, signatory.email)).toHaveLength(1);
    expect(mailsTo(world, 'walter@tailspintoys.example')).toHaveLength(2);
  });

  it('is not written to any more when a reminder bounces; the agent is told whom to ask', async () => {
    const world = await attested();
    await pass(world, 3.5);
    await report(world, 'bounced', 1);
    expect(world.record()).toMatchObject({
      status: 'failed',
      attestation: { failure: { reason: 'mailUndeliverable', code: 'bounced' }, deliveryReport: 'bounced' },
    });
    await pass(world, 7);
    expect(mailsTo(world, signatory.email)).toHaveLength(2);
    const [notice, ...more] = mailsTo(world, agents);
    expect(more).toEqual([]);
    expect(notice?.text).toContain(signatory.email);
    expect(notice?.text).toContain('mail server refused it');
  });

  it('may say to be the wrong person: nobody reminds them, and the agent is told once', async () => {
    const world = await attested();
    expect(await readLink(world, token)).toMatchObject({
      about: 'attestation',
      state: { kind: 'open' },
      language: 'en',
    });
    await declineInvitation(world, { token });
    await declineInvitation(world, { token });
    expect((await readLink(world, token)).state).toEqual({ kind: 'declined', canTakeBack: false });
    expect(world.record()).toMatchObject({
      status: 'failed',
      attestation: { failure: { reason: 'wrongSignatory' } },
    });
    await pass(world, 7);
    expect(mailsTo(world, signatory.email)).toHaveLength(1);
    expect(mailsTo(world, agents).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('reached the wrong person'),
    ]);
  });

  it('who never accepts is given up in the end, and the agent is told with the number of reminders', async () => {
    const world = await attested();
    const [attestation] = world.attesting.attestations;
    if (!attestation) throw new Error('nothing to expire');
    await pass(world, 29.9);
    attestation.progress = 'expired';
    await pass(world, 1.5);
    expect(world.record().attestation?.failure?.reason).toBe('attestationExpired');
    expect(mailsTo(world, agents).map(({ text }) => text)).toEqual([
      expect.stringContaining('We sent 5 reminders.'),
    ]);
  });

  it('is known to have got the mail, whatever order the reports come in', async () => {
    const world = await attested();
    expect(await report(world, 'delivered')).toMatchObject({ kind: 'taken' });
    expect(await report(world, 'delivered')).toMatchObject({ kind: 'repeated' });
    expect(world.record().attestation?.deliveryReport).toBe('delivered');
    await report(world, 'bounced');
    await report(world, 'delivered');
    expect(world.record().attestation?.deliveryReport).toBe('bounced');
  });
});

it('reminders end where the limit was lowered meanwhile, and hold up nothing', async () => {
  const world = await attested();
  await pass(world, 6.5);
  expect(mailsTo(world, signatory.email)).toHaveLength(3);
  const reminders = { ...world.policy.reminders, limit: 1 };
  Object.assign(world, { policy: { ...world.policy, reminders } });
  await pass(world, 4);
  expect(mailsTo(world, signatory.email)).toHaveLength(3);
  expect(world.record().attestation?.remindAt).toBeNull();
});
