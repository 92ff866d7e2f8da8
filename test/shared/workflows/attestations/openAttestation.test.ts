import { describe, expect, it } from 'vitest';
import type { AttestationRequest } from '../../../../shared/domain/attestations/attest.ts';
import { digestOf } from '../../../../shared/domain/customers/attestationId.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { carryOnAttestation } from '../../../../shared/workflows/attestations/carryOnAttestation.ts';
import { openAttestation } from '../../../../shared/workflows/attestations/openAttestation.ts';
import { submitAttestation } from '../../../../shared/workflows/attestations/submitAttestation.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const request: AttestationRequest = {
  ...{ signatory, acceptedAt: null, companyName: null, country: null, language: null },
  delivery: 'email',
};
const hourMs = 3_600_000;

const attest = (world: World) =>
  attestCustomer(world, { customerTenantId: tenant, request, by: { kind: 'agent', id: 'agent' } });

const sweep = (world: World) => reconcileAgreements(world, { nextRunAt: null, report: () => undefined });

async function sweepUntil(world: World, isDone: () => boolean, hours = 100): Promise<void> {
  for (let hour = 0; hour < hours && !isDone(); hour += 1) {
    world.pass(hourMs);
    await sweep(world);
  }
  expect(isDone()).toBe(true);
}

function accept(world: World, index = world.attesting.attestations.length - 1): void {
  const page = world.attesting.attestations[index];
  if (!page) throw new Error('nothing to accept');
  page.progress = 'accepted';
  page.acceptedAt = world.clock.now();
}

const click = (world: World) =>
  openAttestation(world, { customerTenantId: tenant, attestationNumber: 1 }, true);

describe("a signatory's link", () => {
  it('ends by our own clock where Partner Center refuses every question about it', async () => {
    const world = createWorld();
    await attest(world);
    await sweepUntil(world, () => world.outbox.length === 1);
    const refusal = new AgreementError('PARTNER_CENTER_REFUSED', 'Not this one.');
    world.partnerCenter.readAttestation = () => Promise.reject(refusal);
    world.pass(24 * hourMs);
    await sweep(world);
    expect(world.record().attestation?.state).toBe('waiting');
    const closesAt = world.record().attestation?.closesAt.getTime() ?? 0;
    world.pass(closesAt - world.clock.now().getTime());
    await sweepUntil(world, () => world.record().attestation?.state === 'failed', 24);
    expect(world.record().attestation?.failure).toMatchObject({ reason: 'attestationExpired' });
  });

  it('replaces a link that ran out when it is clicked, once for many clicks, and without another mail', async () => {
    const world = createWorld();
    await attest(world);
    await sweepUntil(world, () => world.outbox.length === 1);
    const [first] = world.attesting.attestations;
    if (first) first.progress = 'expired';
    const isEnded = () => world.record().attestation?.attestationDigest === null;
    await sweepUntil(world, isEnded);
    for (let hour = 0; hour < 30; hour += 1) {
      world.pass(hourMs);
      await sweep(world);
    }
    // Nobody opened it, so nothing was made for it.
    expect(world.attesting.attestations).toHaveLength(1);
    expect(new Set(await Promise.all([click(world), click(world), click(world)]))).toEqual(
      new Set(['attestation 2']),
    );
    expect(world.attesting.attestations).toHaveLength(2);
    expect(world.record()).toMatchObject({
      status: 'attesting',
      attestation: { state: 'waiting', link: 2, attestationDigest: digestOf('attestation 2') },
    });
    accept(world);
    await sweepUntil(world, () => world.record().status === 'accepted');
    expect(world.outbox).toHaveLength(1);
    const ended = (await world.agreements.history(tenant, 1, 1000)).find(
      ({ what }) => what.type === 'attestationLinkEnded',
    );
    expect(ended?.what).toMatchObject({ attestationDigest: digestOf('attestation 1'), link: 1 });
  });

  it('replaces a link that is about to end, and still counts an acceptance of the old one', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    world.pass(24 * hourMs - 2 * 60_000);
    expect(await click(world)).toBe('attestation 2');
    accept(world, 0);
    await sweepUntil(world, () => world.record().status === 'accepted', 100);
    expect(world.attesting.agreements).toMatchObject([{ attestationId: 'attestation 1' }]);
  });

  it('asks about the old link first: what was accepted there is put on record, and no other is made', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    accept(world);
    world.pass(24 * hourMs + 60_000);
    await click(world).catch(() => undefined);
    expect(world.record().status).toBe('accepted');
    expect(world.attesting.attestations).toHaveLength(1);
  });

  it('says that it is being prepared where Microsoft does not answer, and the message goes on with it', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    world.pass(24 * hourMs + 60_000);
    const down = new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.');
    world.attesting.fails(down, down);
    await expect(click(world)).rejects.toMatchObject({ code: 'LINK_NOT_READY' });
    await carryOnAttestation(world, tenant);
    expect(await click(world)).toBe('attestation 2');
  });

  it('is asked about at the rungs after an opening, by messages, and by each once', async () => {
    const world = createWorld();
    await attest(world);
    await submitAttestation(world, tenant);
    await click(world);
    await sendMail(world, tenant);
    await checkAgreement(world, tenant);
    const delays = world.wakeUps.filter(({ delayMs }) => delayMs > 0).map(({ delayMs }) => delayMs / 60_000);
    expect(delays).toEqual([2, 3, 4, 5, 7, 9, 12, 16, 20, 25, 30, 40, 55, 70]);
    const reads = () => world.attesting.log.filter((name) => name === 'read').length;
    world.pass(2 * 60_000);
    await carryOnAttestation(world, tenant);
    await carryOnAttestation(world, tenant);
    expect(reads()).toBe(1);
    accept(world);
    world.pass(60_000);
    await carryOnAttestation(world, tenant);
    expect(world.record().status).toBe('accepted');
  });
});
