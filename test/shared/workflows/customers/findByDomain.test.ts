import { expect, it } from 'vitest';
import { findByDomain } from '../../../../shared/workflows/customers/findByDomain.ts';
import type { Stored, CustomerIndex } from '../../../../shared/workflows/ports/recordPorts.ts';
import { createWorld, tenant } from '../../../fakes/world.ts';

const everybody = { resellerTenantId: null };
const other = '9e2f5a3c-1111-4222-8333-444455556666';

/** A list that has one customer on each page. */
function listOf(stored: readonly Stored[]): CustomerIndex {
  return {
    ...createWorld().customerIndex,
    page: async (_filter, _size, position) => {
      const at = Number(position ?? 0);
      return {
        stored: stored.slice(at, at + 1),
        position: at + 1 < stored.length ? String(at + 1) : null,
      };
    },
  };
}

async function customer(changes: Partial<Stored['record']>): Promise<Stored> {
  const stored = await createWorld().agreements.find(tenant);
  if (!stored) throw new Error('The world has a customer.');
  return { ...stored, record: { ...stored.record, ...changes } };
}

it('finds the customer whose domain it is, not one whose domain only begins so', async () => {
  const longer = await customer({ customerTenantId: other, domain: 'tailspintoys.example.com' });
  const customerIndex = listOf([longer, await customer({ domain: 'TailspinToys.Example' })]);
  expect(await findByDomain({ customerIndex }, 'tailspintoys.example', everybody)).toBe(tenant);
});

it('takes the record that changed last when two name the domain', async () => {
  const old = await customer({ updatedAt: new Date('2026-01-01T00:00:00Z') });
  const moved = { customerTenantId: other, updatedAt: new Date('2026-02-01T00:00:00Z') };
  const customerIndex = listOf([await customer(moved), old]);
  expect(await findByDomain({ customerIndex }, 'tailspintoys.example', everybody)).toBe(other);
});

it('says when nobody has it', async () => {
  expect(await findByDomain({ customerIndex: listOf([]) }, 'nobody.example', everybody)).toBeUndefined();
});

it.each([
  ['xn--mnchen-3ya.example', 'München.example'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['mu\u0308nchen.example', 'MÜNCHEN.example'],
  ['straße.example', 'xn--strae-oqa.example'],
])('finds by %s the customer that is on record as %s', async (asked, known) => {
  const named = await customer({ domain: known });
  const { page } = listOf([named]);
  const customerIndex: CustomerIndex = {
    ...listOf([]),
    // A list that is searched by the beginning of a text.
    page: (filter, size, position) =>
      known
        .normalize('NFC')
        .toLowerCase()
        .startsWith(filter.text ?? '')
        ? page(filter, size, position)
        : Promise.resolve({ stored: [], position: null }),
  };
  expect(await findByDomain({ customerIndex }, asked, everybody)).toBe(tenant);
});
