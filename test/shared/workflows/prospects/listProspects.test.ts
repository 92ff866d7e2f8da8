import { expect, it } from 'vitest';
import type { Prospect, ProspectState } from '../../../../shared/domain/prospects/prospect.ts';
import { countAmbiguous, listProspects } from '../../../../shared/workflows/prospects/listProspects.ts';
import { createWorld } from '../../../fakes/world.ts';

const states: readonly ProspectState[] = ['open', 'open', 'open', 'ambiguous', 'linked', 'ambiguous'];

it('finds those that wait for an agent behind pages of others, and counts them', async () => {
  const world = createWorld();
  const all = states.map((state, index) => ({ id: String(index), state }) as Prospect);
  world.prospects.page = async (_filter, size, position) => {
    const end = Number(position ?? 0) + size;
    const prospects = all.slice(end - size, end);
    return { prospects, position: end < all.length ? String(end) : null };
  };
  world.prospects.followed = async () => all.filter(({ state }) => state !== 'linked');
  const ask = { filter: { resellerTenantId: null }, state: 'ambiguous', size: 2 } as const;
  const first = await listProspects(world, { ...ask, position: null });
  expect(first.prospects.map(({ id }) => id)).toEqual(['3']);
  const next = await listProspects(world, { ...ask, position: first.position });
  expect([next.prospects.map(({ id }) => id), next.position]).toEqual([['5'], null]);
  expect(await countAmbiguous(world)).toBe(2);
});
