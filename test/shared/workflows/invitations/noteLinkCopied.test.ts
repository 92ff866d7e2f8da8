import { expect, it } from 'vitest';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { noteLinkCopied } from '../../../../shared/workflows/invitations/noteLinkCopied.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const copies = async (world: World) =>
  (await world.agreements.history(tenant, 1, 100))
    .filter(({ what }) => what.type === 'linkCopied')
    .map((one) => one.by);

it('tells in the history who copied the link of an open invitation, and changes nothing else', async () => {
  const world = createWorld();
  await noteLinkCopied(world, { customerTenantId: tenant, by });
  expect(await copies(world)).toEqual([]);
  const recipient = { firstName: null, lastName: null, email: 'tania@tailspintoys.example', phone: null };
  const request = {
    kind: 'existingCustomer',
    delivery: 'link',
    recipient,
    language: null,
    note: null,
  } as const;
  await inviteCustomer(world, { customerTenantId: tenant, request, by });
  const { invitation, status } = world.record();
  await noteLinkCopied(world, { customerTenantId: tenant, by });
  expect(await copies(world)).toEqual([by]);
  expect(world.record()).toMatchObject({ invitation, status });
});
