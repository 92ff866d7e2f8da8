import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { tryMail } from '../../../../shared/workflows/mail/tryMail.ts';
import type { OutgoingMail } from '../../../../shared/workflows/ports/mailPorts.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const mail: OutgoingMail = {
  ...{ operationId: 'one', recipient: 'tania@tailspintoys.example', recipientName: null },
  ...{ subject: 's', html: 'h', text: 't' },
};
const operation = (operationId: string) =>
  ({ operationId, customerTenantId: tenant, subject: { kind: 'relationshipNotice' } }) as const;

const send = (world: World, { wantedAt = world.clock.now(), stored = true, operationId = 'one' } = {}) =>
  tryMail(world, operation(operationId), { wantedAt, read: async () => (stored ? mail : undefined) });

/** Whether each call to the mail service said that an earlier one may have got through. */
function repeats(world: World): boolean[] {
  const seen: boolean[] = [];
  const { send: sendOn } = world.mailService;
  world.mailService.send = (one, options) => {
    seen.push(options?.isRepeat ?? true);
    return sendOn(one, options);
  };
  return seen;
}

describe('one try to send a mail', () => {
  it('sends it, and says on a repeat that an earlier attempt may have got through', async () => {
    const world = createWorld();
    const seen = repeats(world);
    world.mailFails(new AgreementError('MAIL_UNAVAILABLE', 'No answer.'));
    expect(await send(world)).toMatchObject({ kind: 'later', code: 'MAIL_UNAVAILABLE' });
    expect(await send(world)).toEqual({ kind: 'sent' });
    expect(seen).toEqual([false, true]);
    expect(world.outbox).toEqual([mail]);
  });

  it('waits for its place in the line without a call', async () => {
    const world = createWorld({ quota: { perMinute: 1, perHour: 100 } });
    const seen = repeats(world);
    expect(await send(world, { operationId: 'another' })).toEqual({ kind: 'sent' });
    const outcome = await send(world);
    expect(outcome).toMatchObject({ kind: 'later', code: 'MAIL_THROTTLED' });
    expect('delayMs' in outcome && outcome.delayMs).toBeGreaterThan(0);
    expect(seen).toHaveLength(1);
  });

  it('leaves a mail alone that another instance is sending', async () => {
    const world = createWorld();
    await world.mailDispatch.takeSlot(operation('one'));
    expect(await send(world)).toEqual({ kind: 'underWay' });
    expect(world.outbox).toEqual([]);
  });

  it('ends with a refusal of the address', async () => {
    const world = createWorld();
    world.mailFails(new AgreementError('MAIL_REFUSED', 'No such address.'));
    expect(await send(world)).toEqual({ kind: 'refused' });
  });

  it.each(['MAIL_THROTTLED', 'MAIL_SENDER_REFUSED'] as const)(
    'looks again during the pause that follows %s',
    async (code) => {
      const world = createWorld();
      world.mailFails(new AgreementError(code, 'No.', { retryAfterMs: 600_000 }));
      expect(await send(world)).toEqual({ kind: 'later', code, delayMs: 300_000 });
      expect((await world.mailDispatch.state()).pause).not.toBeNull();
    },
  );

  it('waits longer the older the wish is, and no shorter than the service asks', async () => {
    const world = createWorld();
    const failing = (retryAfterMs?: number) =>
      world.mailFails(
        new AgreementError('MAIL_UNAVAILABLE', 'No answer.', retryAfterMs ? { retryAfterMs } : {}),
      );
    const wantedAt = world.clock.now();
    failing();
    expect(await send(world, { wantedAt })).toMatchObject({ delayMs: 30_000 });
    world.pass(600_000);
    failing();
    expect(await send(world, { wantedAt })).toMatchObject({ delayMs: 300_000 });
    failing(900_000);
    expect(await send(world, { wantedAt })).toMatchObject({ delayMs: 900_000 });
  });

  it('throws on what will not pass, and frees the mail for the next try', async () => {
    const world = createWorld();
    const failure = new AgreementError('INVALID_INPUT', 'A fault of ours.');
    world.mailFails(failure);
    await expect(send(world)).rejects.toBe(failure);
    expect(await send(world)).toEqual({ kind: 'sent' });
  });

  it('fails where the mail was not stored', async () => {
    await expect(send(createWorld(), { stored: false })).rejects.toMatchObject({ code: 'INTERNAL_ERROR' });
  });
});
