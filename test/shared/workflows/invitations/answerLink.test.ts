import { beforeEach, describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { cancelInvitation } from '../../../../shared/workflows/invitations/cancelInvitation.ts';
import { answerLink } from '../../../../shared/workflows/invitations/answerLink.ts';
import { claimAcceptance } from '../../../../shared/workflows/invitations/claimAcceptance.ts';
import { openLink } from '../../../../shared/workflows/invitations/openLink.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { inviteProspect } from '../../../../shared/workflows/prospects/inviteProspect.ts';
import { readLink } from '../../../../shared/workflows/invitations/readLink.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'the agent' } as const;
const dayMs = 24 * 3_600_000;
const token = `${tenant}/1`;
const signed = { kind: 'read', signedDirectly: true, confirmed: null } as const;

let world: World;
const invite = () =>
  inviteCustomer(world, {
    customerTenantId: tenant,
    request: {
      ...{ kind: 'existingCustomer', delivery: 'email', language: null, note: null },
      recipient: { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null },
    },
    by,
  });
const sweep = () => reconcileAgreements(world, { nextRunAt: null, report: () => undefined });
const state = async (of = token) => (await readLink(world, of)).state;
const notices = () => world.record().mails.flatMap((mail) => (mail.kind === 'notice' ? [mail.topic] : []));

beforeEach(async () => {
  world = createWorld();
  await invite();
});

describe('the link of an invitation', () => {
  it('is open, and names the agent who invited', async () => {
    expect(await readLink(world, token)).toMatchObject({
      ...{ about: 'invitation', state: { kind: 'open' }, companyName: 'Tailspin Toys' },
      invitedBy: 'the agent',
    });
  });

  it('leads to the newer invitation, also after it was cancelled', async () => {
    await cancelInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by });
    expect(await state()).toEqual({ kind: 'withdrawn' });
    await invite();
    expect(await readLink(world, token)).toMatchObject({
      state: { kind: 'newer', number: 2 },
      newerUrl: `https://partner.example/api/i/${tenant}/2`,
    });
  });

  it('tells since when an acceptance without a date is known', async () => {
    world.microsoftSays(signed);
    await checkAgreement(world, tenant);
    expect(await state()).toEqual({ kind: 'accepted', at: world.record().checkedAt, isExact: false });
  });

  it('that has expired asks the partner for another, once, and a new invitation answers that', async () => {
    expect(await answerLink(world, token, 'renew')).toBeUndefined();
    expect(notices()).toEqual([]);
    world.pass(31 * dayMs);
    await sweep();
    expect((await state()).kind).toBe('expired');
    for (let time = 0; time < 3; time += 1) await answerLink(world, token, 'renew');
    expect(notices().filter((topic) => topic === 'wanted')).toHaveLength(1);
    expect(await state()).toEqual({ kind: 'wanted' });
    world.pass(1000);
    await invite();
    expect(await state(`${tenant}/2`)).toEqual({ kind: 'open' });
  });

  it('that was declined can be taken back, with its reminders; not once it has ended', async () => {
    await answerLink(world, token, 'decline');
    expect(await state()).toEqual({ kind: 'declined', canTakeBack: true });
    await answerLink(world, token, 'undo');
    expect(await state()).toEqual({ kind: 'open' });
    expect(world.record()).toMatchObject({
      status: 'invited',
      invitation: { remindAt: expect.any(Date) as Date },
    });
    await answerLink(world, token, 'decline');
    world.pass(31 * dayMs);
    expect(await state()).toEqual({ kind: 'declined', canTakeBack: false });
    await answerLink(world, token, 'undo');
    expect(world.record().invitation?.state).toBe('declined');
  });

  it('notes that Microsoft sent the customer back, and tells the agents once; an agent’s own note tells nobody', async () => {
    for (let time = 0; time < 2; time += 1) await answerLink(world, token, 'refuse');
    expect(await state()).toEqual({ kind: 'refused' });
    expect(world.record().cannotAcceptDirectly).toBe(true);
    expect(notices()).toEqual(['refused']);
  });
});

describe('"I have accepted"', () => {
  it('asks Microsoft at once and says what it says', async () => {
    world.pass(60_000);
    expect(await claimAcceptance(world, token)).toEqual({ kind: 'none', at: world.clock.now() });
    world.microsoftSays(signed);
    world.pass(60_000);
    expect(await claimAcceptance(world, token)).toEqual({ kind: 'accepted' });
    expect((await state()).kind).toBe('accepted');
  });

  it('costs a flood of clicks little, also while Microsoft does not answer', async () => {
    world.pass(60_000);
    const before = world.questions.length;
    for (let click = 0; click < 200; click += 1) {
      world.pass(50);
      await claimAcceptance(world, token);
    }
    expect(world.questions.length - before).toBeLessThanOrEqual(3);
    world.microsoftSays(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.'));
    world.pass(dayMs);
    const failing = world.questions.length;
    for (let click = 0; click < 200; click += 1) {
      world.pass(50);
      await claimAcceptance(world, token);
    }
    expect(world.questions.length - failing).toBeLessThanOrEqual(4);
    expect(world.record().invitation?.openings ?? 1).toBeLessThanOrEqual(4);
  });
});

describe('"I have confirmed" a partnership', () => {
  const found = {
    ...{ customerTenantId: '4b2a6e33-8791-4386-bd2b-0d55baf25039', companyName: 'Fourth Coffee' },
    ...{ domain: 'fourthcoffee.onmicrosoft.com', hasRelationship: true },
  };
  const inviteCompany = async () => {
    const request = {
      recipient: { firstName: 'Alex', lastName: null, email: 'alex@fourthcoffee.example', phone: null },
      ...{ companyName: 'Fourth Coffee', domain: null, resellerTenantId: null, note: null },
      ...{ delivery: 'link' as const, language: null },
    };
    const outcome = await inviteProspect(world, { request, by });
    if (outcome.kind === 'replayed') expect.fail('a first request is not replayed');
    return `relationship/${outcome.record.id}`;
  };

  it('looks for the company at Partner Center at once, and says when it is not there yet', async () => {
    const link = await inviteCompany();
    expect(await claimAcceptance(world, link)).toEqual({ kind: 'none', at: world.clock.now() });
    world.partnerCenter.customerWithDomain = (domain) =>
      Promise.resolve(domain === found.domain ? found : undefined);
    world.partnerCenter.profile = () =>
      Promise.resolve({ domains: [], emails: ['alex@fourthcoffee.example'], resellerTenantId: null });
    expect(await claimAcceptance(world, link)).toEqual({ kind: 'accepted' });
    expect((await readLink(world, link)).state.kind).toBe('confirmed');
  });

  it('says that Microsoft could not be asked, also to a flood of clicks, which costs little', async () => {
    const link = await inviteCompany();
    let questions = 0;
    world.partnerCenter.customerWithDomain = () => {
      questions += 1;
      return Promise.reject(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.'));
    };
    for (let click = 0; click < 50; click += 1)
      expect(await claimAcceptance(world, link)).toEqual({ kind: 'failed' });
    expect(questions).toBeLessThanOrEqual(3);
  });
});

describe('going on to Microsoft', () => {
  it('by a person is noted and followed by messages for the close looks; without one it is not', async () => {
    const checks = () => world.wakeUps.filter(({ queue }) => queue === 'checks');
    expect(await openLink(world, token, false)).toEqual({ kind: 'adminCenter' });
    expect([world.record().invitation?.openedAt, checks()]).toEqual([null, []]);
    await openLink(world, token, true);
    expect(world.record().invitation?.openedAt).toEqual(world.clock.now());
    expect(checks().map(({ delayMs }) => delayMs / 60_000)).toEqual([
      2, 3, 4, 5, 7, 9, 12, 16, 20, 25, 30, 40, 55, 70,
    ]);
    await openLink(world, token, true);
    expect(checks()).toHaveLength(14);
  });

  it.each(['RECORD_BUSY', 'STORAGE_UNAVAILABLE'] as const)(
    'leads on where the opening cannot be noted just now: %s',
    async (code) => {
      world.agreements.commit = () => Promise.reject(new AgreementError(code, 'Try again.'));
      expect(await openLink(world, token, true)).toEqual({ kind: 'adminCenter' });
      expect(world.record().invitation?.openedAt).toBeNull();
    },
  );

  it('fails aloud where the note fails for good', async () => {
    const fault = new Error('a fault of ours');
    world.agreements.commit = () => Promise.reject(fault);
    await expect(openLink(world, token, true)).rejects.toBe(fault);
  });

  it('is refused to the link of an invitation that was cancelled, or never was', async () => {
    await expect(openLink(world, `${tenant}/2`, true)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
    await cancelInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by });
    await expect(openLink(world, token, true)).rejects.toMatchObject({ code: 'INVITATION_CLOSED' });
  });

  it('is followed by a look at each of these times, and by none between', async () => {
    await checkAgreement(world, tenant);
    await openLink(world, token, true);
    const before = world.questions.length;
    const asked: number[] = [];
    for (let minute = 1; minute <= 20; minute += 1) {
      world.pass(60_000);
      // A message at every minute: those between the looks ask nothing.
      await checkAgreement(world, tenant);
      if (world.questions.length > before + asked.length) asked.push(minute);
    }
    expect(asked).toEqual([2, 3, 4, 5, 7, 9, 12, 16, 20]);
  });
});
