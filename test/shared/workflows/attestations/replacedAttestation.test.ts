import { describe, expect, it } from 'vitest';
import type { AttestationRequest } from '../../../../shared/domain/attestations/attest.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { findBreak } from '../../../../shared/domain/chain.ts';
import { fold } from '../../../../shared/domain/customers/events.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import {
  cancelAttestation,
  resendAttestation,
} from '../../../../shared/workflows/attestations/changeAttestation.ts';
import { findAttestation } from '../../../../shared/workflows/attestations/findAttestation.ts';
import { openAttestation } from '../../../../shared/workflows/attestations/openAttestation.ts';
import { submitAttestation } from '../../../../shared/workflows/attestations/submitAttestation.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { declineInvitation } from '../../../../shared/workflows/invitations/declineInvitation.ts';
import { cancelInvitation } from '../../../../shared/workflows/invitations/cancelInvitation.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const old = { firstName: 'Olga', lastName: 'Old', email: 'olga@tailspintoys.example', phone: null };
const fresh = { firstName: 'Nina', lastName: 'New', email: 'nina@tailspintoys.example', phone: null };
const request: AttestationRequest = {
  ...{ signatory: old, acceptedAt: null, companyName: null, country: null, language: null },
  delivery: 'email',
};
const by = { kind: 'agent', id: 'agent' } as const;
const hourMs = 3_600_000;
const command = (number: number) => ({ customerTenantId: tenant, number, by });

async function attest(world: World, signatory = old): Promise<void> {
  await attestCustomer(world, { customerTenantId: tenant, request: { ...request, signatory }, by });
  await submitAttestation(world, tenant);
}

/** The customer accepts the page of the nth attestation that Microsoft knows. */
function accept(world: World, nth: number): void {
  const page = world.attesting.attestations[nth - 1];
  if (!page) throw new Error('nothing to accept');
  page.progress = 'accepted';
  page.acceptedAt = world.clock.now();
}

async function sweepUntil(world: World, isDone: () => boolean, hours = 60): Promise<void> {
  for (let hour = 0; hour < hours && !isDone(); hour += 1) {
    world.pass(hourMs);
    await reconcileAgreements(world, { nextRunAt: null, report: () => undefined });
  }
  expect(isDone()).toBe(true);
}

async function history(world: World) {
  const events = await world.agreements.history(tenant, 1, 1000);
  expect(findBreak(events)).toBeNull();
  expect(fold(events).status).toBe(world.record().status);
  return events.map(({ what }) => what);
}

const isAccepted = (world: World) => () => world.record().status === 'accepted';
const signatoriesOnRecord = (world: World) => world.attesting.agreements.map(({ signatory }) => signatory);

describe('an attestation that was accepted and then replaced', () => {
  it('is put on record when Microsoft is asked before the replacement, and the answer says so', async () => {
    const world = createWorld();
    await attest(world);
    accept(world, 1);
    await expect(attest(world, fresh)).rejects.toMatchObject({
      code: 'ALREADY_ACCEPTED',
      details: { extensions: { acceptance: { signatory: old } } },
    });
    expect(world.record()).toMatchObject({
      status: 'accepted',
      attestation: { number: 1, state: 'completed' },
    });
    expect(signatoriesOnRecord(world)).toEqual([old]);
  });

  it.each(['lostReply', new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.')])(
    'is put on record by the sweep when Microsoft gave no answer before the replacement (%s)',
    async (failure) => {
      const world = createWorld();
      await attest(world);
      accept(world, 1);
      world.attesting.fails(failure as AgreementError);
      await attest(world, fresh);
      await sweepUntil(world, isAccepted(world));
      expect(signatoriesOnRecord(world)).toEqual([old]);
      expect(world.record()).toMatchObject({ attestation: { number: 1, state: 'completed' } });
    },
  );

  it('is put on record when its page is accepted only after the replacement', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    expect(world.record()).toMatchObject({ attestation: { number: 2, signatory: fresh, state: 'waiting' } });
    accept(world, 1);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old]);
    await history(world);
  });

  it('is found by a check', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    accept(world, 1);
    await requestCheck(world, { customerTenantId: tenant, by });
    await checkAgreement(world, tenant);
    expect(world.record().status).toBe('accepted');
  });

  it('wins over the newer one when it was accepted first, and one agreement is made', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    accept(world, 1);
    world.pass(1000);
    accept(world, 2);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old]);
  });

  it('leaves the way to the newer one when its agreement is refused', async () => {
    const world = createWorld();
    const asOf = new Date('2020-01-01T00:00:00Z');
    const order = { customerTenantId: tenant, templateId: 't', attestationId: null, signatory: old };
    world.attesting.agreements.push({ ...order, agreedAt: asOf, requestId: 'another' });
    await attest(world);
    await attest(world, fresh);
    accept(world, 1);
    await sweepUntil(world, () => world.record().status === 'failed');
    accept(world, 2);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old, fresh]);
    await history(world);
  });

  it('makes one agreement when a reply is lost and every message comes twice', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    accept(world, 1);
    world.attesting.fails('works', 'works', 'lostReply');
    await requestCheck(world, { customerTenantId: tenant, by });
    await Promise.all([checkAgreement(world, tenant), checkAgreement(world, tenant)]);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old]);
  });

  it('is asked about until its page has ended, and no longer', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    const [first] = world.attesting.attestations;
    if (first) first.progress = 'expired';
    await sweepUntil(world, () => world.record().watchedAttestations?.length === 0);
    expect(world.record()).toMatchObject({ attestation: { number: 2, state: 'waiting' } });
    expect((await history(world)).filter(({ type }) => type === 'attestationPageEnded')).toHaveLength(1);
  });

  it('shows as replaced, and its link leads nowhere', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    const sight = { resellerTenantId: null };
    const found = await findAttestation(world, { customerTenantId: tenant, number: 1, sight });
    expect(found.attestation).toMatchObject({ signatory: old, state: 'replaced' });
    const opening = openAttestation(world, { customerTenantId: tenant, attestationNumber: 1 }, false);
    await expect(opening).rejects.toMatchObject({ code: 'INVITATION_CLOSED' });
    accept(world, 1);
    await sweepUntil(world, isAccepted(world));
    const displaced = await findAttestation(world, { customerTenantId: tenant, number: 2, sight });
    expect(displaced.attestation).toMatchObject({ signatory: fresh, state: 'replaced' });
  });

  it('gives a number of its own to what follows', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    const asOf = new Date('2020-01-01T00:00:00Z');
    const order = { customerTenantId: tenant, templateId: 't', attestationId: null, signatory: old };
    world.attesting.agreements.push({ ...order, agreedAt: asOf, requestId: 'another' });
    accept(world, 1);
    await sweepUntil(world, () => world.record().status === 'failed');
    await attest(world, { ...fresh, firstName: 'Third' });
    expect(world.record().attestation).toMatchObject({ number: 3, state: 'waiting' });
  });
});

describe('an attestation that is over here while its page can still be accepted', () => {
  it('counts when the reader said "not for me" and the page is accepted all the same', async () => {
    const world = createWorld();
    await attest(world);
    const [, token = ''] = world.links.attestationUrl(tenant, 1).split('/api/i/');
    await declineInvitation(world, { token });
    expect(world.record().status).toBe('failed');
    accept(world, 1);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old]);
  });

  it('counts when it was cancelled and the page is accepted all the same', async () => {
    const world = createWorld();
    await attest(world);
    await cancelAttestation(world, command(1));
    expect(world.record()).toMatchObject({ status: 'unknown', attestation: { state: 'cancelled' } });
    accept(world, 1);
    await sweepUntil(world, isAccepted(world));
    expect(signatoriesOnRecord(world)).toEqual([old]);
    await history(world);
  });
});

describe('cancelling an attestation', () => {
  it('sends no mail that still waits, and closes the link', async () => {
    const world = createWorld();
    await attest(world);
    await cancelAttestation(world, command(1));
    await cancelAttestation(world, command(1));
    await sendMail(world, tenant);
    expect(world.outbox).toHaveLength(0);
    const opening = openAttestation(world, { customerTenantId: tenant, attestationNumber: 1 }, false);
    await expect(opening).rejects.toMatchObject({ code: 'INVITATION_CLOSED' });
  });

  it('is refused when Microsoft says that the customer has accepted, and the agreement is put on record', async () => {
    const world = createWorld();
    await attest(world);
    accept(world, 1);
    await expect(cancelAttestation(world, command(1))).rejects.toMatchObject({ code: 'ALREADY_ACCEPTED' });
    expect(world.record().status).toBe('accepted');
  });

  it('does not touch a newer one', async () => {
    const world = createWorld();
    await attest(world);
    await attest(world, fresh);
    await expect(cancelAttestation(world, command(1))).rejects.toMatchObject({
      code: 'ATTESTATION_CLOSED',
      details: { extensions: { currentAttestationId: `${tenant}.attestation.2` } },
    });
  });

  it('takes an id without a kind only where it can mean nothing else', async () => {
    const world = createWorld();
    await attest(world);
    const recipient = { firstName: null, lastName: null, email: 'ann@tailspintoys.example', phone: null };
    const invitation = {
      kind: 'existingCustomer',
      delivery: 'email',
      recipient,
      language: null,
      note: null,
    } as const;
    const untyped = { ...command(1), isUntyped: true };
    await resendAttestation(world, untyped);
    await inviteCustomer(world, { customerTenantId: tenant, request: invitation, by });
    await expect(cancelAttestation(world, untyped)).rejects.toMatchObject({ code: 'AMBIGUOUS_ID' });
    const asInvitation = { customerTenantId: tenant, invitationNumber: 1, isUntyped: true, by };
    await expect(cancelInvitation(world, asInvitation)).rejects.toMatchObject({
      code: 'AMBIGUOUS_ID',
      details: { extensions: { invitationId: `${tenant}.invitation.1` } },
    });
  });
});

describe('resending the mail of an attestation', () => {
  it('sends one more mail with the same link, and reminds anew', async () => {
    const world = createWorld();
    await attest(world);
    await sendMail(world, tenant);
    await resendAttestation(world, command(1));
    await sendMail(world, tenant);
    expect(world.outbox).toHaveLength(2);
    expect((await history(world)).filter(({ type }) => type === 'attestationMailed')).toHaveLength(2);
    expect(world.attesting.attestations).toHaveLength(1);
  });

  it('sends no third mail for two quick clicks', async () => {
    const world = createWorld();
    await attest(world);
    await sendMail(world, tenant);
    await Promise.all([resendAttestation(world, command(1)), resendAttestation(world, command(1))]);
    await sendMail(world, tenant);
    expect(world.outbox).toHaveLength(2);
  });

  it('is limited like that of invitations', async () => {
    const world = createWorld();
    await attest(world);
    await sendMail(world, tenant);
    for (let sending = 0; sending < 2; sending += 1) {
      await resendAttestation(world, command(1));
      await sendMail(world, tenant);
    }
    await expect(resendAttestation(world, command(1))).rejects.toMatchObject({ code: 'RESEND_TOO_SOON' });
  });

  it('mails reminders of its own after it', async () => {
    const world = createWorld();
    await attest(world);
    await sweepUntil(world, () => world.outbox.length === 2, 100);
    await resendAttestation(world, command(1));
    await sweepUntil(world, () => world.outbox.length === 4, 100);
  });
});

describe.each(['enhanced', 'classic'] as const)(
  'another signatory for a customer who has accepted (%s)',
  (mode) => {
    const acceptedWorld = async (): Promise<World> => {
      const made = createWorld();
      const world = Object.assign(made, { policy: { ...made.policy, attestation: { mode } } });
      await attest(world);
      if (mode === 'enhanced') accept(world, 1);
      await sweepUntil(world, isAccepted(world));
      world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: world.attesting.confirmed() });
      return world;
    };

    it('is put on record, and the history tells both', async () => {
      const world = await acceptedWorld();
      world.pass(hourMs);
      await attest(world, fresh);
      expect(world.record()).toMatchObject({ status: 'accepted', attestation: { isUpdate: true } });
      if (mode === 'enhanced') {
        await requestCheck(world, { customerTenantId: tenant, by });
        await checkAgreement(world, tenant);
        expect(world.record().attestation).toMatchObject({ number: 2, state: 'waiting' });
        accept(world, 2);
      }
      await sweepUntil(world, () => world.record().attestation?.state === 'completed');
      expect(world.record()).toMatchObject({
        standing: { kind: 'accepted', acceptance: { signatory: fresh } },
      });
      const completed = (await history(world)).filter(({ type }) => type === 'attestationCompleted');
      expect(completed).toMatchObject([
        { standing: { acceptance: { signatory: old } } },
        { standing: { acceptance: { signatory: fresh } } },
      ]);
      // Microsoft's list may lack the new one for a while.
      await requestCheck(world, { customerTenantId: tenant, by });
      await checkAgreement(world, tenant);
      expect(world.record()).toMatchObject({ standing: { acceptance: { signatory: fresh } } });
    });

    it('is refused for the same signatory', async () => {
      const world = await acceptedWorld();
      await expect(attest(world)).rejects.toMatchObject({ code: 'ALREADY_ACCEPTED' });
    });

    it('fails, and stays accepted, when Microsoft has that contact already', async () => {
      const world = await acceptedWorld();
      const agreedAt = new Date('2024-01-01T00:00:00Z');
      const order = { customerTenantId: tenant, templateId: 't', attestationId: null, signatory: fresh };
      world.attesting.agreements.push({ ...order, agreedAt, requestId: 'another' });
      await attest(world, fresh);
      if (mode === 'enhanced') accept(world, 2);
      await sweepUntil(world, () => world.record().attestation?.state === 'failed');
      expect(world.record()).toMatchObject({
        status: 'accepted',
        attestation: { failure: { reason: 'signatoryOnRecord' } },
      });
    });
  },
);
