import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { transition, type Step } from '../../../../shared/workflows/customers/transition.ts';
import type { Once } from '../../../../shared/domain/caller.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const key = (fingerprint = 'f'): Once<AgreementRecord> => ({
  id: 'k',
  fingerprint,
  answer: ({ version }) => `answer of ${String(version)}`,
});
const step = (once?: Once<AgreementRecord>): Step => ({
  by: { kind: 'system' },
  once,
  decide: () => [{ type: 'checkRequested' }],
});
const go = (world: World, what: Step) => transition(world, tenant, what);

describe('transition', () => {
  it('gives the first answer again to a repeat, and changes nothing', async () => {
    const world = createWorld();
    await go(world, step(key()));
    const { version } = world.record();
    expect(await go(world, step(key()))).toEqual({
      kind: 'replayed',
      answer: `answer of ${String(version)}`,
    });
    expect(world.record().version).toBe(version);
  });

  it('gives it also when the first request is the very reason why a repeat would be refused', async () => {
    const world = createWorld();
    await go(world, step(key()));
    const refusing: Step = {
      ...step(key()),
      decide: () => {
        throw new AgreementError('RESEND_TOO_SOON', 'Wait.');
      },
    };
    expect(await go(world, refusing)).toMatchObject({ kind: 'replayed' });
  });

  it('refuses a key that was used for something else', async () => {
    const world = createWorld();
    await go(world, step(key()));
    await expect(go(world, step(key('other')))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('has one effect for two requests with one key at the same time', async () => {
    const world = createWorld();
    const { version } = world.record();
    const outcomes = await Promise.all([go(world, step(key())), go(world, step(key()))]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'replayed']);
    expect(world.record().version).toBe(version + 1);
  });

  it('answers a key the same ever after, also where there was nothing to do', async () => {
    const world = createWorld();
    const nothing: Step = { ...step(key()), decide: () => [] };
    const { version } = world.record();
    expect(await go(world, nothing)).toMatchObject({ kind: 'unchanged' });
    await go(world, step());
    expect(await go(world, step(key()))).toEqual({
      kind: 'replayed',
      answer: `answer of ${String(version)}`,
    });
    await expect(go(world, step(key('other')))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('keeps a refusal for itself: the next request with the key starts anew', async () => {
    const world = createWorld();
    const refusing: Step = {
      ...step(key()),
      decide: () => {
        throw new AgreementError('INVITATION_CLOSED', 'No.');
      },
    };
    await expect(go(world, refusing)).rejects.toMatchObject({ code: 'INVITATION_CLOSED' });
    expect(await go(world, step(key()))).toMatchObject({ kind: 'changed' });
  });

  it('decides again on what somebody faster has left', async () => {
    const world = createWorld();
    const seen: number[] = [];
    world.beforeNextCommit(() => go(world, step()));
    await go(world, {
      ...step(),
      decide: ({ version }) => {
        seen.push(version);
        return [{ type: 'checkRequested' }];
      },
    });
    expect(seen).toEqual([2, 3]);
  });

  it('gives up after many conflicts and says that trying again may help', async () => {
    const world = createWorld();
    world.agreements.commit = async () => 'conflict';
    await expect(go(world, step())).rejects.toMatchObject({ code: 'RECORD_BUSY', retryable: true });
  });

  it('knows no customer that was never discovered', async () => {
    const nobody = '9e2f5a3c-1111-4222-8333-444455556666';
    await expect(transition(createWorld(), nobody, step())).rejects.toMatchObject({
      code: 'CUSTOMER_NOT_FOUND',
    });
  });
});
