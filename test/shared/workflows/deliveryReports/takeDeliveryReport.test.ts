import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../../../shared/domain/mail/deliveryReport.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { takeDeliveryReport } from '../../../../shared/workflows/deliveryReports/takeDeliveryReport.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';
import type { Delivery } from '../../../../shared/domain/delivery.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const agents = 'agents@partner.example';

async function invite(world: World, email = 'tania@tailspintoys.example'): Promise<void> {
  const recipient = { firstName: 'Tania', lastName: 'Carr', email, phone: null };
  const request = {
    kind: 'existingCustomer',
    delivery: 'email',
    recipient,
    language: 'en',
    note: null,
  } as const;
  await inviteCustomer(world, { customerTenantId: tenant, request, by });
}

async function mailed(): Promise<{ world: World; report(delivery: Delivery | null): DeliveryReport }> {
  const world = createWorld();
  await invite(world);
  await sendMail(world, tenant);
  const operationId = world.record().invitation?.mail?.operationId ?? '';
  return {
    world,
    report: (delivery) => ({
      ...{ operationId, recipient: 'Tania@TailspinToys.example', delivery },
      attemptedAt: world.clock.now(),
    }),
  };
}

const mailsTo = (world: World, address: string) =>
  world.outbox.filter(({ recipient }) => recipient === address);

describe('takeDeliveryReport', () => {
  it('notes that the invitation arrived', async () => {
    const { world, report } = await mailed();
    expect(await takeDeliveryReport(world, report('delivered'))).toMatchObject({ kind: 'taken' });
    expect(world.record().invitation?.mail?.delivery).toBe('delivered');
    expect(world.record().status).toBe('invited');
  });

  it.each<Delivery>(['bounced', 'suppressed', 'quarantined', 'filteredSpam', 'failed'])(
    'makes the record undeliverable when it is %s, stops reminders and tells the agent',
    async (delivery) => {
      const { world, report } = await mailed();
      await takeDeliveryReport(world, report(delivery));
      const { status, invitation, mails } = world.record();
      expect([status, invitation?.undeliverableReason]).toEqual(['undeliverable', delivery]);
      expect(mails).toMatchObject([{ kind: 'notice', topic: 'undeliverable', audience: 'agent' }]);
      await sendMail(world, tenant);
      expect(mailsTo(world, agents)).toHaveLength(1);
      expect(world.record().mails).toEqual([]);
    },
  );

  it('takes a report ten times as once', async () => {
    const { world, report } = await mailed();
    for (let time = 0; time < 10; time += 1) await takeDeliveryReport(world, report('bounced'));
    await sendMail(world, tenant);
    expect(mailsTo(world, agents)).toHaveLength(1);
    expect((await world.mailDispatch.state()).hardBounces).toBe(1);
    expect(world.measured.filter(([metric]) => metric === 'mail.reported')).toHaveLength(1);
  });

  it.each<[Delivery, Delivery, string]>([
    ['bounced', 'expanded', 'undeliverable'],
    ['bounced', 'delivered', 'undeliverable'],
    ['expanded', 'bounced', 'undeliverable'],
    ['delivered', 'expanded', 'invited'],
  ])('makes the same of %s and %s in any order', async (first, second, status) => {
    const { world, report } = await mailed();
    await takeDeliveryReport(world, report(first));
    await takeDeliveryReport(world, report(second));
    expect(world.record().status).toBe(status);
    const expected = status === 'invited' ? 'delivered' : 'bounced';
    expect(world.record().invitation?.mail?.delivery).toBe(expected);
  });

  it('that is faster than our own note of the sending is that note, and nothing is sent again', async () => {
    const world = createWorld();
    await invite(world);
    world.mailFails('lostReply');
    await sendMail(world, tenant);
    const operationId = world.record().invitation?.mail?.operationId ?? '';
    const report = { operationId, recipient: 'tania@tailspintoys.example', attemptedAt: world.clock.now() };
    await takeDeliveryReport(world, { ...report, delivery: 'delivered' });
    expect(world.record().invitation).toMatchObject({ mail: { state: 'sent', delivery: 'delivered' } });
    expect(world.record().invitation?.sentAt).not.toBeNull();
    expect(await sendMail(world, tenant)).toEqual({ kind: 'nothingToSend' });
    expect(world.outbox).toHaveLength(1);
  });

  it('is ignored and measured for a mail that is not ours, another recipient or an unknown state', async () => {
    const { world, report } = await mailed();
    const before = world.record().version;
    const strange = [
      { ...report('bounced'), operationId: 'somebody else' },
      { ...report('bounced'), recipient: 'member@group.example' },
      report(null),
    ];
    for (const one of strange)
      expect(await takeDeliveryReport(world, one)).toMatchObject({ kind: 'ignored' });
    expect(world.record().version).toBe(before);
    expect(world.measured).toEqual([
      ['mail.report.ignored', 1, { why: 'unknownMail' }],
      ['mail.report.ignored', 1, { why: 'otherRecipient' }],
      ['mail.report.ignored', 1, { why: 'unknownState' }],
    ]);
  });

  it('of an earlier invitation leaves the corrected one alone, which is mailed anew', async () => {
    const { world, report } = await mailed();
    await takeDeliveryReport(world, report('bounced'));
    await invite(world, 'right@tailspintoys.example');
    await sendMail(world, tenant);
    await takeDeliveryReport(world, report('bounced'));
    expect(world.record().status).toBe('invited');
    expect(mailsTo(world, 'right@tailspintoys.example')).toHaveLength(1);
  });

  it('opens the breaker at the fourth hard bounce, and nobody sends until a person resumes', async () => {
    const { world, report } = await mailed();
    const subject = { kind: 'invitation', number: 1, sending: 1 } as const;
    for (const id of ['a', 'b', 'c']) {
      await world.mailDispatch.takeSlot({ operationId: id, customerTenantId: tenant, subject });
      await world.mailDispatch.reported(id, 'bounced');
    }
    expect((await world.mailDispatch.state()).pause).toBeNull();
    await takeDeliveryReport(world, report('bounced'));
    expect((await world.mailDispatch.state()).pause).toMatchObject({ reason: 'bounces' });
    // The notice to the agent waits like all others, and looks again now and then.
    for (let minutes = 0; minutes < 60; minutes += 5) {
      expect(await sendMail(world, tenant)).toMatchObject({ kind: 'postponed', delayMs: 300_000 });
      world.pass(300_000);
    }
    await world.mailDispatch.resume();
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
  });
});
