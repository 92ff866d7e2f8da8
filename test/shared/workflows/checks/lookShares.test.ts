import { describe, expect, it } from 'vitest';
import { noteOrderRefusal } from '../../../../shared/workflows/checks/noteOrderRefusal.ts';
import { readReadiness } from '../../../../shared/workflows/checks/readReadiness.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const sight = { resellerTenantId: null };
const limited = { code: 'RATE_LIMITED', details: { retryAfterMs: 1_000 } };

const ways = {
  'a check': (world: World, callerKey: string) =>
    requestCheck(world, { customerTenantId: tenant, by, callerKey }),
  'a refused order': (world: World, callerKey: string) =>
    noteOrderRefusal(world, { customerTenantId: tenant, code: '13605', by, callerKey }),
};

describe.each(Object.entries(ways))('%s', (_name, ask) => {
  /** Asks beyond the time in which two wishes are one, without giving a share time to grow. */
  const askTen = async (world: World, callerKey: string) => {
    for (let n = 0; n < 10; n += 1) {
      await readReadiness(world, { customerTenantId: tenant, sight, maxAgeMs: -1, callerKey });
    }
    return ask(world, callerKey);
  };

  it('takes from the share of the caller that questions with maxAgeSeconds=0 take from', async () => {
    const world = createWorld();
    await expect(askTen(world, 'viewer')).rejects.toMatchObject(limited);
    expect(world.record().checkRequestedAt).toBeNull();
    await ask(world, 'another caller');
    expect(world.record().checkRequestedAt).not.toBeNull();
  });

  it('is within the share again a second later', async () => {
    const world = createWorld();
    await expect(askTen(world, 'viewer')).rejects.toMatchObject(limited);
    world.pass(1_000);
    await ask(world, 'viewer');
    expect(world.record().checkRequestedAt).not.toBeNull();
  });
});

it('a double click takes one look, and the app itself has no share', async () => {
  const world = createWorld();
  for (let n = 0; n < 50; n += 1) await ways['a check'](world, 'agent');
  for (let n = 0; n < 50; n += 1) {
    world.pass(60_000);
    await requestCheck(world, { customerTenantId: tenant, by: { kind: 'system' } });
  }
});
