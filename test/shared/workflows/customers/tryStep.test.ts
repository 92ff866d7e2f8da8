import { expect, test } from 'vitest';
import {
  inviteCustomer,
  tryInvitation,
  type InviteCustomer,
} from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import {
  tryAttestation,
  type AttestCustomer,
} from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { createWorld, tenant } from '../../../fakes/world.ts';

const recipient = { firstName: 'Tania', lastName: 'Carr', email: 'tania@x.example', phone: null };
const request: InviteCustomer['request'] = {
  kind: 'existingCustomer',
  delivery: 'email',
  ...{ recipient, language: null, note: null },
};
const attestation: AttestCustomer['request'] = {
  ...{ signatory: { ...recipient, firstName: 'Tania', lastName: 'Carr' }, acceptedAt: null },
  ...{ companyName: null, country: null, language: null },
  delivery: 'email',
};

test('a dry run says that a command would be carried out, and stores nothing', async () => {
  const world = createWorld();
  const before = world.record();
  const nothing = { code: null, message: null, errors: [], warnings: [] };
  expect(await tryInvitation(world, tenant, request)).toEqual(nothing);
  expect(await tryAttestation(world, tenant, attestation)).toEqual(nothing);
  expect(world.record()).toEqual(before);
});

test('a dry run tells the refusal that the command would get, and what else is worth knowing', async () => {
  const world = createWorld();
  const by = { kind: 'agent', id: 'a' } as const;
  for (let count = 0; count < 3; count += 1) {
    await inviteCustomer(world, { customerTenantId: tenant, request, by });
    world.pass(60_000);
  }
  const trial = await tryInvitation(world, tenant, request);
  expect(trial.code).toBe('RESEND_TOO_SOON');
  await expect(inviteCustomer(world, { customerTenantId: tenant, request, by })).rejects.toMatchObject({
    code: trial.code,
    message: trial.message,
  });
  expect(trial.warnings.map(({ code }) => code)).toEqual(['REPLACES_INVITATION']);
});

test('a dry run knows nobody who is no customer', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  await expect(tryInvitation(createWorld(), nobody, request)).rejects.toMatchObject({
    code: 'CUSTOMER_NOT_FOUND',
  });
});
