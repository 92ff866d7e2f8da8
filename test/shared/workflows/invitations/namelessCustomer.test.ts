import { describe, expect, it } from 'vitest';
import { sampleBrand } from '../../../../infra/build/mailSamples.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { readLink } from '../../../../shared/workflows/invitations/readLink.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { transition } from '../../../../shared/workflows/customers/transition.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const person = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const by = { kind: 'agent', id: 'oid' } as const;
const domain = 'tailspintoys.example';

/** A world that writes mails with all their words, about a customer that Partner Center calls this. */
async function called(companyName: string): Promise<World> {
  const world = Object.assign(createWorld(), {
    mailComposer: () =>
      Promise.resolve((order: Parameters<Awaited<ReturnType<World['mailComposer']>>>[0]) =>
        composeMail({ ...order, brand: sampleBrand }),
      ),
  });
  await transition(world, tenant, {
    by: { kind: 'system' },
    decide: () => [
      { type: 'customerDescribed', companyName, domain, country: 'US', resellerTenantId: null } as const,
    ],
  });
  return world;
}

// An answer of Partner Center without a name ended in 500 for whoever invited.
describe.each(['', ' ', '\u0000\u200b'])('a customer that Partner Center calls %j', (name) => {
  it('is invited under its domain', async () => {
    const world = await called(name);
    const absent = { language: null, note: null };
    const request = { kind: 'existingCustomer', delivery: 'email', recipient: person, ...absent } as const;
    await inviteCustomer(world, { customerTenantId: tenant, request, by });
    expect(await sendMail(world, tenant)).toEqual({ kind: 'sent' });
    expect(world.outbox[0]?.subject).toMatch(/ for tailspintoys\.example$/);
    expect((await readLink(world, `${tenant}/1`)).companyName).toBe(domain);
  });

  it('is attested under its domain', async () => {
    const world = await called(name);
    const absent = { acceptedAt: null, companyName: null, country: null, language: null };
    const request = { signatory: person, ...absent, delivery: 'email' } as const;
    await attestCustomer(world, { customerTenantId: tenant, request, by });
    for (let sweeps = 0; sweeps < 2; sweeps += 1) {
      world.pass(60_000);
      await reconcileAgreements(world, { nextRunAt: null, report: expect.fail });
    }
    expect(world.outbox[0]?.subject).toMatch(/ for tailspintoys\.example$/);
    expect((await readLink(world, `attestation/${tenant}/1`)).companyName).toBe(domain);
  });
});
