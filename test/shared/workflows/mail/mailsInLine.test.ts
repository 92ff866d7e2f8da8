import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { declineInvitation } from '../../../../shared/workflows/invitations/declineInvitation.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const recipient = { firstName: 'Tania', lastName: null, email: 'tania@tailspintoys.example', phone: null };
const dayMs = 24 * 3_600_000;

async function invited(world = createWorld()): Promise<World> {
  await checkAgreement(world, tenant);
  const request = {
    kind: 'existingCustomer',
    delivery: 'email',
    recipient,
    language: null,
    note: null,
  } as const;
  await inviteCustomer(world, { customerTenantId: tenant, request, by });
  return world;
}

const sweep = (world: World) =>
  reconcileAgreements(world, {
    nextRunAt: null,
    report: (failure) => {
      throw failure;
    },
  });
const mailsTo = (world: World, address: string) => world.outbox.filter((mail) => mail.recipient === address);
const subject = { kind: 'invitation', number: 1, sending: 1 } as const;

describe('a mail whose turn has not come', () => {
  const quota = { perMinute: 1, perHour: 10 };

  it('is held back without an attempt, and sent when its turn has come', async () => {
    const world = await invited(createWorld({ quota }));
    await world.mailDispatch.takeSlot({ operationId: 'another', customerTenantId: tenant, subject });
    const outcome = await sendMail(world, tenant);
    expect(outcome).toMatchObject({ kind: 'postponed', code: 'MAIL_THROTTLED' });
    expect(world.outbox).toEqual([]);
    // Asking again gives no second place.
    expect(await sendMail(world, tenant)).toEqual(outcome);
    expect((await world.mailDispatch.state()).waiting).toBe(1);
    world.pass('delayMs' in outcome ? outcome.delayMs : 0);
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
    expect((await world.mailDispatch.state()).waiting).toBe(0);
  });

  it('keeps nobody from looking at Microsoft or letting the invitation expire', async () => {
    const world = await invited();
    await world.mailDispatch.pause('bounces', 60 * dayMs);
    const asked = world.questions.length;
    world.pass(2 * 3_600_000);
    await sweep(world);
    expect(world.questions.length).toBeGreaterThan(asked);
    world.pass(31 * dayMs);
    await sweep(world);
    expect(world.record().status).toBe('expired');
  });
});

describe('a mail whose turn is days away', () => {
  it('leaves the record due for its next look at Microsoft, and wakes it when its turn has come', async () => {
    const world = await invited(createWorld({ quota: { perMinute: 1, perHour: 1 } }));
    for (let place = 0; place < 50; place += 1)
      await world.mailDispatch.takeSlot({ operationId: `other ${place}`, customerTenantId: tenant, subject });
    const outcome = await sendMail(world, tenant);
    expect(outcome).toMatchObject({ kind: 'postponed', code: 'MAIL_THROTTLED' });
    const delayMs = 'delayMs' in outcome ? outcome.delayMs : 0;
    expect(delayMs).toBeGreaterThan(2 * dayMs);
    expect(world.wakeUps.at(-1)).toEqual({ queue: 'mails', delayMs });
    expect(world.dueAt().getTime() - world.clock.now().getTime()).toBeLessThan(dayMs);
  });
});

describe('a refusal of the mail service', () => {
  it.each([
    ['MAIL_THROTTLED', 'throttled'],
    ['MAIL_SENDER_REFUSED', 'senderRefused'],
  ] as const)('%s pauses everybody', async (code, reason) => {
    const world = await invited();
    world.mailFails(new AgreementError(code, 'No.', { retryAfterMs: 600_000 }));
    await sendMail(world, tenant);
    expect((await world.mailDispatch.state()).pause).toMatchObject({ reason });
    const other = await world.mailDispatch.takeSlot({
      operationId: 'another',
      customerTenantId: tenant,
      subject,
    });
    expect(other).toEqual({ kind: 'wait', delayMs: 300_000 });
    world.pass(300_000);
    expect(await sendMail(world, tenant)).toMatchObject({ kind: 'postponed', delayMs: 300_000 });
    world.pass(300_000);
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
  });

  // They used to sleep for as long as the pause would have lasted: half an hour, or a day.
  it('keeps mails no longer than minutes once a person resumes', async () => {
    const world = await invited();
    world.mailFails(new AgreementError('MAIL_SENDER_REFUSED', 'No.', { retryAfterMs: 24 * 3_600_000 }));
    await sendMail(world, tenant);
    await world.mailDispatch.resume();
    expect(world.wakeUps.at(-1)).toEqual({ queue: 'mails', delayMs: 300_000 });
    expect(world.dueAt().getTime() - world.clock.now().getTime()).toBeLessThanOrEqual(330_000);
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
  });
});

describe('two messages for one mail', () => {
  it.each(['MAIL_THROTTLED', 'MAIL_SENDER_REFUSED'] as const)(
    'make one call where it ends with %s: nobody may try before the pause',
    async (code) => {
      const world = await invited();
      world.mailFails(new AgreementError(code, 'No.', { retryAfterMs: 600_000 }));
      const { pause } = world.mailDispatch;
      world.mailDispatch.pause = async (reason, ms) => {
        expect((await sendMail(world, tenant)).kind).toBe('underWay');
        await pause(reason, ms);
      };
      expect((await sendMail(world, tenant)).kind).toBe('postponed');
      expect((await sendMail(world, tenant)).kind).toBe('postponed');
      expect(await world.mailDispatch.state()).toMatchObject({
        waiting: 1,
        lastAt: expect.any(Date) as Date,
      });
    },
  );

  it('make one call: the second finds it under way', async () => {
    const world = await invited();
    let calls = 0;
    const { send } = world.mailService;
    world.mailService.send = async (mail) => {
      calls += 1;
      await new Promise(setImmediate);
      await send(mail);
    };
    const kinds = await Promise.all(
      Array.from({ length: 5 }, async () => (await sendMail(world, tenant)).kind),
    );
    expect(calls).toBe(1);
    expect(kinds.filter((kind) => kind === 'sent')).toHaveLength(1);
  });

  it('of which the first crashed make one mail, a minute later', async () => {
    const world = await invited();
    const { send } = world.mailService;
    world.mailService.send = async (mail) => {
      await send(mail);
      throw new Error('crash');
    };
    world.mailDispatch.release = async () => Promise.reject(new Error('crash'));
    await expect(sendMail(world, tenant)).rejects.toThrow('crash');
    world.mailService.send = send;
    expect(await sendMail(world, tenant)).toEqual({ kind: 'underWay' });
    world.pass(60_000);
    await sweep(world);
    expect(world.record().invitation?.mail?.state).toBe('sent');
    expect(world.outbox).toHaveLength(1);
  });
});

describe('reminders and notices', () => {
  /** Days go by, with two sweeps at once each hour. */
  async function live(world: World, days: number): Promise<void> {
    for (let hour = 0; hour < days * 24; hour += 1) {
      world.pass(3_600_000);
      await Promise.all([sweep(world), sweep(world)]);
      await sendMail(world, tenant);
    }
  }

  it('go out five times in thirty days, then the agent is told that it expired', async () => {
    const world = await invited();
    await sendMail(world, tenant);
    await live(world, 31);
    expect(mailsTo(world, recipient.email)).toHaveLength(6);
    expect(mailsTo(world, 'agents@partner.example')).toHaveLength(1);
    expect(world.record().invitation).toMatchObject({ state: 'expired', remindersSent: 5 });
    expect(new Set(world.outbox.map(({ operationId }) => operationId)).size).toBe(7);
  });

  it('end when the customer accepts, who is thanked, and the agent is told, once', async () => {
    const world = await invited();
    await sendMail(world, tenant);
    await live(world, 4);
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: [] });
    await live(world, 8);
    expect(world.record().status).toBe('accepted');
    // The invitation, reminders until the look that found it out, and the thanks.
    const { remindersSent = 0 } = world.record().invitation ?? {};
    expect(mailsTo(world, recipient.email)).toHaveLength(2 + remindersSent);
    expect(mailsTo(world, 'agents@partner.example')).toHaveLength(1);
  });

  it('thank nobody where the partner does not want it', async () => {
    const plain = createWorld();
    const { policy } = plain;
    const world = { ...plain, policy: { ...policy, notices: { ...policy.notices, tellCustomer: false } } };
    await invited(world);
    await sendMail(world, tenant);
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: [] });
    await live(world, 2);
    expect(mailsTo(world, recipient.email)).toHaveLength(1);
  });

  it('end when the reader says "not for me", and the agent is told, however often it is said', async () => {
    const world = await invited();
    await sendMail(world, tenant);
    for (let time = 0; time < 3; time += 1) await declineInvitation(world, { token: `${tenant}/1` });
    await live(world, 10);
    expect([world.record().status, world.record().invitation?.state]).toEqual(['required', 'declined']);
    expect(mailsTo(world, recipient.email)).toHaveLength(1);
    expect(mailsTo(world, 'agents@partner.example')).toHaveLength(1);
  });

  it('say nothing of customers who had accepted before anybody asked', async () => {
    const world = createWorld();
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: [] });
    await checkAgreement(world, tenant);
    expect([world.record().status, world.record().mails]).toEqual(['accepted', []]);
  });
});
