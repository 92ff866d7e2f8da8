import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { cancelInvitation } from '../../../../shared/workflows/invitations/cancelInvitation.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { resendInvitation } from '../../../../shared/workflows/invitations/resendInvitation.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const recipient = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const request = {
  kind: 'existingCustomer',
  delivery: 'email',
  recipient,
  language: null,
  note: null,
} as const;

async function invitedWorld(): Promise<World> {
  const world = createWorld();
  await inviteCustomer(world, { customerTenantId: tenant, request, by });
  return world;
}

async function sentIn(world: World) {
  const events = await world.agreements.history(tenant, 1, 1000);
  return events.map(({ what }) => what).filter(({ type }) => type === 'invitationSent');
}

describe('sendMail', () => {
  it('sends the stored mail once, however often the message comes', async () => {
    const world = await invitedWorld();
    const kinds = [];
    for (let i = 0; i < 10; i += 1) kinds.push((await sendMail(world, tenant)).kind);
    expect(kinds).toEqual(['sent', ...Array<string>(9).fill('nothingToSend')]);
    expect(world.outbox).toMatchObject([{ recipient: recipient.email, recipientName: 'Tania Carr' }]);
    expect(world.record().invitation?.sentAt).not.toBeNull();
  });

  it('sends once when ten messages come at the same time', async () => {
    const world = await invitedWorld();
    await Promise.all(Array.from({ length: 10 }, () => sendMail(world, tenant)));
    expect(world.outbox).toHaveLength(1);
    expect(world.record().version).toBe(4);
  });

  it('tries again with the same id after a lost reply, and no second mail comes of it', async () => {
    const world = await invitedWorld();
    world.mailFails('lostReply');
    expect(await sendMail(world, tenant)).toMatchObject({ kind: 'postponed', code: 'MAIL_UNAVAILABLE' });
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
    expect(world.outbox).toHaveLength(1);
  });

  it('waits as long as the mail service asks, with a message and a due row behind it', async () => {
    const world = await invitedWorld();
    await checkAgreement(world, tenant);
    world.mailFails(new AgreementError('MAIL_THROTTLED', 'Slow down.', { retryAfterMs: 240_000 }));
    expect(await sendMail(world, tenant)).toEqual({
      kind: 'postponed',
      code: 'MAIL_THROTTLED',
      delayMs: 240_000,
    });
    expect(world.wakeUps.at(-1)).toEqual({ queue: 'mails', delayMs: 240_000 });
    expect(world.dueAt().getTime() - world.clock.now().getTime()).toBe(270_000);
  });

  it('says that the invitation cannot be delivered when the mail service refuses it for good', async () => {
    const world = await invitedWorld();
    world.mailFails(new AgreementError('MAIL_REFUSED', 'Refused.'));
    expect(await sendMail(world, tenant)).toEqual({ kind: 'refused' });
    expect([world.record().status, world.record().mails]).toEqual(['undeliverable', []]);
    expect(await sendMail(world, tenant)).toEqual({ kind: 'nothingToSend' });
  });

  it('sends nothing of an invitation that was cancelled before the message came', async () => {
    const world = await invitedWorld();
    await cancelInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by });
    expect(await sendMail(world, tenant)).toEqual({ kind: 'nothingToSend' });
    expect(world.outbox).toEqual([]);
  });

  it('tells of both mails in the history when a newer invitation came while the first was on its way', async () => {
    const world = await invitedWorld();
    const other = { ...recipient, email: 'other@tailspintoys.example' };
    world.beforeNextCommit(() =>
      inviteCustomer(world, { customerTenantId: tenant, request: { ...request, recipient: other }, by }),
    );
    await sendMail(world, tenant);
    await sendMail(world, tenant);
    expect(world.outbox.map(({ recipient: to }) => to)).toEqual([recipient.email, other.email]);
    expect(await sentIn(world)).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  it('sends no third mail when a resend is asked for twice at once, and tells of each in the history', async () => {
    const world = await invitedWorld();
    await sendMail(world, tenant);
    const resend = () => resendInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by });
    await Promise.all([resend(), resend()]);
    world.beforeNextCommit(resend);
    await sendMail(world, tenant);
    expect(world.outbox).toHaveLength(2);
    expect(await sentIn(world)).toMatchObject([{ sending: 1 }, { sending: 2 }]);
  });

  it('is measured when the mail service refuses us as a sender, and only then', async () => {
    const world = await invitedWorld();
    world.mailFails(
      new AgreementError('MAIL_UNAVAILABLE', 'Later.'),
      new AgreementError('MAIL_SENDER_REFUSED', 'Domain not linked.'),
    );
    await sendMail(world, tenant);
    expect(world.measured).toEqual([]);
    expect(await sendMail(world, tenant)).toMatchObject({ kind: 'postponed', code: 'MAIL_SENDER_REFUSED' });
    expect(world.measured).toEqual([['mail.sender.refused', 1, {}]]);
  });

  it('leaves an unplanned failure to the host', async () => {
    const world = await invitedWorld();
    world.mailFails(new AgreementError('INVALID_INPUT', 'not retryable'));
    await expect(sendMail(world, tenant)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
