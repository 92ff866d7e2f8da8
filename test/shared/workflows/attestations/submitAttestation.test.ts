import { digestOf } from '../../../../shared/domain/customers/attestationId.ts';
import { describe, expect, it } from 'vitest';
import type { AttestationRequest } from '../../../../shared/domain/attestations/attest.ts';
import type { ConfirmedAgreement } from '../../../../shared/domain/customers/standing.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { findBreak } from '../../../../shared/domain/chain.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { submitAttestation } from '../../../../shared/workflows/attestations/submitAttestation.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const request: AttestationRequest = {
  signatory,
  acceptedAt: null,
  companyName: null,
  country: null,
  language: null,
  delivery: 'email',
};
const by = { kind: 'agent', id: 'agent' } as const;
const hourMs = 3_600_000;
const unavailable = new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.');

const attest = (world: World, changes: Partial<AttestationRequest> = {}) =>
  attestCustomer(world, { customerTenantId: tenant, request: { ...request, ...changes }, by });

const sweep = (world: World) =>
  reconcileAgreements(world, {
    nextRunAt: null,
    report: (failure) => {
      throw failure;
    },
  });

/** Sweeps at every hour until the record is as wanted, as the timer would. */
async function sweepUntil(world: World, isDone: () => boolean, hours = 100): Promise<void> {
  for (let hour = 0; hour < hours && !isDone(); hour += 1) {
    world.pass(hourMs);
    await sweep(world);
  }
  expect(isDone()).toBe(true);
}

async function typesOf(world: World): Promise<string[]> {
  const events = await world.agreements.history(tenant, 1, 1000);
  expect(findBreak(events)).toBeNull();
  return events.map(({ what }) => what.type);
}

function accept(world: World): void {
  const newest = world.attesting.attestations.at(-1);
  if (!newest) throw new Error('nothing to accept');
  newest.progress = 'accepted';
  newest.acceptedAt = world.clock.now();
}

const classic = (): World => {
  const world = createWorld();
  return Object.assign(world, { policy: { ...world.policy, attestation: { mode: 'classic' } } });
};

describe('an enhanced attestation', () => {
  it('goes from the request to the agreement on record, in one mail, one attestation and one agreement', async () => {
    const world = createWorld();
    await attest(world);
    expect(world.record()).toMatchObject({ status: 'attesting', attestation: { state: 'requested' } });
    await submitAttestation(world, tenant);
    expect(world.record().attestation).toMatchObject({ state: 'waiting', language: 'en-US', country: 'US' });
    await sendMail(world, tenant);
    expect(world.outbox).toHaveLength(1);
    expect(world.outbox[0]).toMatchObject({
      recipient: signatory.email,
      text: expect.stringContaining('/i/'),
    });
    accept(world);
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.record()).toMatchObject({
      standing: { acceptance: { path: 'partnerAttestation', signatory } },
      attestation: { state: 'completed' },
    });
    const [agreement] = world.attesting.agreements;
    expect(agreement).toMatchObject({
      templateId: 'the template',
      attestationId: 'attestation 1',
      signatory,
    });
    expect(world.attesting.agreements).toHaveLength(1);
    expect(await typesOf(world)).toEqual([
      'customerDiscovered',
      'customerDescribed',
      'attestationRequested',
      'attestationStarted',
      'attestationMailed',
      'standingChecked',
      'attestationSigned',
      'confirmationPrepared',
      'attestationCompleted',
      // The agent is told, and the signatory thanked.
      'noticeRequested',
      'noticeRequested',
    ]);
  });

  it('needs no queue message: the sweep does it all', async () => {
    const world = createWorld();
    await attest(world);
    await sweepUntil(world, () => world.outbox.length === 1);
    accept(world);
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.attesting.attestations).toHaveLength(1);
  });

  it.each([0, 1, 2, 3])('makes one of each when the reply of call %i is lost', async (lost) => {
    const world = createWorld();
    world.attesting.fails(...Array.from({ length: lost }, () => 'works' as const), 'lostReply');
    await attest(world);
    await submitAttestation(world, tenant);
    await sweepUntil(world, () => world.record().attestation?.state === 'waiting');
    accept(world);
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.attesting.attestations).toHaveLength(1);
    expect(world.attesting.agreements).toHaveLength(1);
  });

  it('makes one of each when every message comes twice at once', async () => {
    const world = createWorld();
    await attest(world);
    await Promise.all([submitAttestation(world, tenant), submitAttestation(world, tenant)]);
    accept(world);
    await requestCheck(world, { customerTenantId: tenant, by });
    await Promise.all([checkAgreement(world, tenant), checkAgreement(world, tenant)]);
    expect(world.record().status).toBe('accepted');
    expect(world.attesting.attestations).toHaveLength(1);
    expect(world.attesting.agreements).toHaveLength(1);
    expect((await typesOf(world)).filter((type) => type === 'attestationCompleted')).toHaveLength(1);
  });

  it('asks again within a minute when the question of a requested check fails, however old the link is', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    world.pass(8 * hourMs);
    await sweep(world);
    accept(world);
    world.attesting.fails(unavailable);
    await requestCheck(world, { customerTenantId: tenant, by });
    await checkAgreement(world, tenant);
    expect(world.record()).toMatchObject({ checkRequestedAt: null, status: 'attesting' });
    world.pass(60_000);
    await sweep(world);
    expect(world.record().status).toBe('accepted');
  });

  it('takes a 600061 after a lost reply for what it is, by reading back', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    accept(world);
    world.attesting.fails('works', 'lostReply');
    await requestCheck(world, { customerTenantId: tenant, by });
    await checkAgreement(world, tenant);
    expect(world.record().attestation?.state).toBe('signed');
    world.attesting.forgets();
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: world.attesting.confirmed() });
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.record().attestation?.state).toBe('completed');
    expect(world.attesting.agreements).toHaveLength(1);
  });

  it('fails with the next step when the 600061 is about an old agreement', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    const old = {
      path: 'partnerAttestation',
      acceptedAt: new Date('2020-01-01T00:00:00Z'),
      signatory,
    } as const;
    const order = { ...old, customerTenantId: tenant, templateId: 't', attestationId: null };
    world.attesting.agreements.push({ ...order, agreedAt: old.acceptedAt, requestId: 'another' });
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [old] });
    accept(world);
    await sweepUntil(world, () => world.record().status === 'failed');
    expect(world.record().attestation?.failure).toMatchObject({
      reason: 'signatoryOnRecord',
      code: '600061',
    });
  });

  it('ends as failed when no link is accepted until it closes', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    const expire = () => {
      for (const one of world.attesting.attestations) one.progress = 'expired';
      return world.record().status === 'failed';
    };
    await sweepUntil(world, expire, 800);
    expect(world.record().attestation?.failure?.reason).toBe('attestationExpired');
    expect(world.attesting.attestations).toHaveLength(1);
    await attest(world);
    expect(world.record()).toMatchObject({ status: 'attesting', attestation: { number: 2 } });
  });

  it('fails when the signatory declines', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    const [first] = world.attesting.attestations;
    if (first) first.progress = 'declined';
    await sweepUntil(world, () => world.record().status === 'failed');
    expect(world.record().attestation?.failure?.reason).toBe('signatoryDeclined');
  });

  it('is closed by a direct acceptance', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await requestCheck(world, { customerTenantId: tenant, by });
    await checkAgreement(world, tenant);
    expect(world.record()).toMatchObject({ status: 'accepted', attestation: { state: 'closed' } });
    const asked = world.attesting.log.length;
    await sweepUntil(world, () => true);
    expect(world.attesting.log).toHaveLength(asked);
  });

  it('says who was refused what, and resumes with the acceptance it had once that is mended', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    accept(world);
    const denied = new AgreementError('PARTNER_CENTER_DENIED', 'Denied.', {
      partnerCenter: { code: '1002', correlationId: 'the correlation' },
    });
    world.attesting.fails('works', denied);
    await sweepUntil(world, () => world.record().status === 'failed');
    expect(world.record().attestation?.failure).toEqual({
      reason: 'accessDenied',
      code: '1002',
      correlationId: 'the correlation',
    });
    await attest(world);
    await submitAttestation(world, tenant);
    expect(world.record().status).toBe('accepted');
    expect(world.attesting.attestations).toHaveLength(1);
  });

  it.each(['noRelationship', 'customerNotFound', 'accessDenied'] as const)(
    'asks nobody to accept for a customer of whom Microsoft says %s, until it says otherwise',
    async (reason) => {
      const world = createWorld();
      world.microsoftSays({ kind: 'unreadable', reason });
      await requestCheck(world, { customerTenantId: tenant, by });
      await checkAgreement(world, tenant);
      await attest(world);
      await submitAttestation(world, tenant);
      expect(world.record()).toMatchObject({
        status: 'failed',
        attestation: { failure: { reason, code: `code of ${reason}`, correlationId: 'c' } },
      });
      expect(world.attesting.attestations).toEqual([]);
      world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [] });
      await attest(world);
      await submitAttestation(world, tenant);
      expect(world.record().attestation?.state).toBe('waiting');
    },
  );

  it('waits while Partner Center is away, and polls no more often then', async () => {
    const world = createWorld();
    world.attesting.fails(unavailable, unavailable);
    await attest(world);
    const outcome = await submitAttestation(world, tenant);
    expect(outcome).toMatchObject({ kind: 'postponed', code: 'PARTNER_CENTER_UNAVAILABLE' });
    expect(world.record().status).toBe('attesting');
    await sweepUntil(world, () => world.record().attestation?.state === 'waiting');
  });

  it('is replaced by one with another signatory, whose link alone counts', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    await attest(world, { signatory: { ...signatory, email: 'right@tailspintoys.example' } });
    await submitAttestation(world, tenant);
    expect(world.record().attestation).toMatchObject({
      number: 2,
      attestationDigest: digestOf('attestation 2'),
    });
    const [first] = world.attesting.attestations;
    if (first) first.progress = 'accepted';
    world.pass(hourMs);
    await sweep(world);
    expect(world.record().status).toBe('attesting');
  });
});

describe('a classic attestation', () => {
  it('puts the agreement on record with the date the partner gave', async () => {
    const world = classic();
    const acceptedAt = new Date('2026-02-27T00:00:00Z');
    await attest(world, { acceptedAt });
    await submitAttestation(world, tenant);
    expect(world.attesting.agreements).toMatchObject([
      { agreedAt: acceptedAt, attestationId: null, templateId: 'the template' },
    ]);
    expect(world.record()).toMatchObject({ status: 'accepted', attestation: { state: 'completed' } });
    expect(world.attesting.log).toEqual(['confirm']);
    expect(world.outbox).toEqual([]);
  });

  it('makes one agreement when the reply is lost and Partner Center has forgotten the first try', async () => {
    const world = classic();
    world.attesting.fails('lostReply');
    await attest(world);
    await submitAttestation(world, tenant);
    expect(world.record().status).toBe('attesting');
    world.attesting.forgets();
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: world.attesting.confirmed() });
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.attesting.agreements).toHaveLength(1);
  });

  it('never tells Microsoft of a date in the future', async () => {
    const world = classic();
    await attest(world, { acceptedAt: new Date(world.clock.now().getTime() + 4 * 60_000) });
    await submitAttestation(world, tenant);
    expect(world.attesting.agreements[0]?.agreedAt).toEqual(world.clock.now());
  });

  it('sends an agreement again, whose date is ahead of Microsoft’s clock: same date, another id, a little later', async () => {
    const world = classic();
    const wishes: [id: string, agreedAt: Date][] = [];
    const { confirmAgreement } = world.partnerCenter;
    world.partnerCenter.confirmAgreement = async (order, requestId) => {
      wishes.push([requestId, order.agreedAt]);
      return confirmAgreement(order, requestId);
    };
    world.attesting.latestDate = new Date(world.clock.now().getTime() - 60_000);
    await attest(world);
    expect(await submitAttestation(world, tenant)).toMatchObject({ kind: 'postponed' });
    expect(wishes).toHaveLength(1);
    expect(world.wakeUps.at(-1)).toMatchObject({ queue: 'attestations' });
    expect(world.wakeUps.at(-1)?.delayMs).toBeGreaterThan(0);
    world.pass(2 * 60_000);
    world.attesting.latestDate = world.clock.now();
    await submitAttestation(world, tenant);
    const [[firstId, agreedAt] = [], [secondId, sameAt] = []] = wishes;
    expect(secondId).not.toBe(firstId);
    expect(sameAt).toEqual(agreedAt);
    expect(world.record()).toMatchObject({ status: 'accepted', attestation: { acceptedAt: agreedAt } });
    expect(world.record().standing).toMatchObject({ acceptance: { acceptedAt: agreedAt } });
    expect(await typesOf(world)).toContain('confirmationPrepared');
  });

  it('gives an agreement up whose date Microsoft refuses for an hour', async () => {
    const world = classic();
    world.attesting.latestDate = new Date(0);
    await attest(world);
    await sweepUntil(world, () => world.record().attestation?.state === 'failed');
    const failure = { reason: 'attestationRefused', code: '600002' };
    expect(world.record()).toMatchObject({ status: 'failed', attestation: { failure } });
  });

  const on = (day: string) => new Date(`${day}T00:00:00Z`);
  it.each<[string, Date, Partial<ConfirmedAgreement>, Date]>([
    ['Microsoft cuts it off at the day', new Date('2026-02-27T15:30:00Z'), {}, on('2026-02-27')],
    ['Microsoft names no contact', new Date('2026-02-27T15:30:00Z'), { signatory: null }, on('2026-02-27')],
    ['it does not count any more', new Date('2023-03-01T15:30:00Z'), {}, on('2023-03-01')],
  ])('has the date of its agreement, also where %s', async (_where, acceptedAt, told, recorded) => {
    const world = classic();
    await attest(world, { acceptedAt });
    await submitAttestation(world, tenant);
    const agreement = { path: 'partnerAttestation', acceptedAt: recorded, signatory, ...told } as const;
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [agreement] });
    await requestCheck(world, { customerTenantId: tenant, by });
    await checkAgreement(world, tenant);
    const { standing, attestation } = world.record();
    const onRecord = 'acceptance' in standing ? standing.acceptance.acceptedAt : null;
    expect([acceptedAt, recorded]).toContainEqual(onRecord);
    expect(attestation).toMatchObject({ state: 'completed', acceptedAt: onRecord });
  });
});
