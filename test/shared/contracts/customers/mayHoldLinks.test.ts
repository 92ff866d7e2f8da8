import { expect, it } from 'vitest';
import { mayHoldLinks } from '../../../../shared/contracts/customers/mayHoldLinks.ts';
import { presentCustomer } from '../../../../shared/contracts/customers/presentCustomer.ts';
import { presentProspect } from '../../../../shared/contracts/prospects/presentProspect.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import type { Prospect } from '../../../../shared/domain/prospects/prospect.ts';
import { createWorld, tenant } from '../../../fakes/world.ts';

it.each([
  [['Viewer'], false],
  [[], false],
  [['Viewer', 'SalesAgent'], true],
  [['AdminAgent'], true],
  [['Reseller'], true],
] as const)('lets a caller with the roles %j hold links: %s', (roles, may) => {
  expect(mayHoldLinks({ roles: [...roles] })).toBe(may);
});

it('shows a Viewer no link of an invitation, with which they could decline', async () => {
  const world = createWorld();
  const recipient = { firstName: null, lastName: null, email: 'ann@tailspintoys.example', phone: null };
  const request = {
    kind: 'existingCustomer',
    delivery: 'link',
    recipient,
    language: 'en',
    note: null,
  } as const;
  await inviteCustomer(world, { customerTenantId: tenant, request, by: { kind: 'agent', id: 'a' } });
  const shownTo = (role: 'Viewer' | 'SalesAgent') =>
    presentCustomer(world.record(), { ...world, caller: { roles: [role] } });
  expect(JSON.stringify(shownTo('SalesAgent'))).toContain('/api/i/');
  expect(shownTo('Viewer').invitation).toMatchObject({ url: null });
  expect(JSON.stringify(shownTo('Viewer'))).not.toContain('/api/');
});

it('shows a prospect without link and content where there may be none', () => {
  const at = new Date('2026-03-02T09:00:00Z');
  const prospect = {
    candidates: [],
    createdAt: at,
    expiresAt: at,
    updatedAt: at,
    link: {},
  } as unknown as Prospect;
  expect(presentProspect(prospect, null)).toMatchObject({ url: null, content: null, isReady: true });
});
