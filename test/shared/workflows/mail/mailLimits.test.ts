import { describe, expect, it } from 'vitest';
import { refuseTooManyMails } from '../../../../shared/domain/customers/pendingMails.ts';
import type { AgreementError } from '../../../../shared/domain/errors.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { inviteProspect } from '../../../../shared/workflows/prospects/inviteProspect.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'system' } as const;
const minuteMs = 60_000;
const person = (email: string) => ({ firstName: 'Tania', lastName: 'Carr', email, phone: null });

function limited(limits: Partial<World['policy']['mailLimits']> = {}): World {
  const world = createWorld();
  const mailLimits = { perCustomer: 4, perRecipient: 4, windowMs: 60 * minuteMs, ...limits };
  const invitation = { ...world.policy.invitation, resends: 100 };
  return { ...world, policy: { ...world.policy, mailLimits, invitation } };
}

const invite = (world: World, delivery: 'email' | 'link', email = 'tania@tailspintoys.example') =>
  inviteCustomer(world, {
    customerTenantId: tenant,
    request: { kind: 'existingCustomer', delivery, recipient: person(email), language: null, note: null },
    by,
  });
const attest = (world: World, email: string) =>
  attestCustomer(world, {
    customerTenantId: tenant,
    request: {
      ...{ signatory: person(email), delivery: 'email', acceptedAt: null },
      ...{ companyName: null, country: null, language: null },
    },
    by,
  });
const askProspect = (world: World, email: string) =>
  inviteProspect(world, {
    request: {
      ...{ recipient: person(email), companyName: null, domain: null, resellerTenantId: null },
      ...{ language: null, note: null, delivery: 'email' },
    },
    by,
  });

const refusal = (limitOf: 'customer' | 'recipient') =>
  expect.objectContaining({
    code: 'MAIL_LIMIT_REACHED',
    details: { retryAfterMs: expect.any(Number) as unknown, extensions: { limitOf } },
  }) as AgreementError;

describe('mails to people are limited', () => {
  it('by what was asked for, not by how often the same request came', async () => {
    const world = limited({ perCustomer: 100 });
    const once = { id: 'key-1', fingerprint: 'f', answer: () => '{}' };
    const click = () =>
      inviteCustomer(world, {
        customerTenantId: tenant,
        request: {
          ...{ kind: 'existingCustomer', delivery: 'email', recipient: person('tania@tailspintoys.example') },
          ...{ language: null, note: null },
        },
        by,
        once,
      });
    await Promise.all(Array.from({ length: 10 }, click));
    for (let mail = 0; mail < 3; mail += 1) await invite(world, 'email');
    await expect(invite(world, 'email')).rejects.toEqual(refusal('recipient'));
  });

  it('by the request, not by how often it was decided anew because another change came between', async () => {
    const world = limited({ perRecipient: 1 });
    world.beforeNextCommit(() => requestCheck(world, { customerTenantId: tenant, by }));
    expect(await invite(world, 'email')).toMatchObject({ kind: 'changed' });
    await expect(invite(world, 'email')).rejects.toEqual(refusal('recipient'));
  });

  it('for one customer, also where mails and links alternate and the people change', async () => {
    const world = limited();
    for (let round = 0; round < 4; round += 1) {
      await invite(world, 'email', `person${String(round)}@tailspintoys.example`);
      await invite(world, 'link');
    }
    await expect(invite(world, 'email')).rejects.toEqual(refusal('customer'));
    await expect(attest(world, 'other@tailspintoys.example')).rejects.toEqual(refusal('customer'));
    expect(await invite(world, 'link')).toMatchObject({ kind: 'changed' });
    world.pass(60 * minuteMs);
    await invite(world, 'email');
  });

  it('for one customer by every event that asks for a mail', () => {
    const record = { ...createWorld().record(), mailedAt: [new Date(0), new Date(1_000)] };
    const limits = { perCustomer: 2, perRecipient: 2, windowMs: minuteMs };
    const resent = { number: 1, sending: 2, operationId: 'id' };
    const asked = [
      { type: 'invitationResent', ...resent, expiresAt: new Date() },
      { type: 'attestationResent', ...resent, closesAt: new Date() },
    ] as const;
    for (const what of asked) {
      const ask = (atMs: number) => () => {
        refuseTooManyMails(record, [what], limits, new Date(atMs));
      };
      expect(ask(59_000)).toThrow('mailed often lately');
      expect(ask(60_000)).not.toThrow();
    }
  });

  it('for one person, whatever it is about and however the address is written', async () => {
    const world = limited({ perCustomer: 100 });
    await invite(world, 'email', 'tania@tailspintoys.example');
    await askProspect(world, 'Tania@tailspintoys.example');
    await askProspect(world, 'tania@tailspintoys.example');
    await attest(world, 'tania@tailspintoys.example');
    await expect(askProspect(world, 'tania@tailspintoys.example')).rejects.toEqual(refusal('recipient'));
    await expect(invite(world, 'email')).rejects.toEqual(refusal('recipient'));
    expect(await invite(world, 'email', 'other@tailspintoys.example')).toMatchObject({ kind: 'changed' });
    world.pass(60 * minuteMs);
    expect(await invite(world, 'email')).toMatchObject({ kind: 'changed' });
  });

  it('and a repeat of a request that was carried out is answered as the first one', async () => {
    const world = limited({ perRecipient: 1 });
    const once = { id: 'key', fingerprint: 'f', answer: () => 'the answer' };
    const request = {
      kind: 'existingCustomer',
      recipient: person('tania@tailspintoys.example'),
      ...{ delivery: 'email' as const, language: null, note: null },
    } as const;
    const ask = () => inviteCustomer(world, { customerTenantId: tenant, request, by, once });
    await ask();
    expect(await ask()).toEqual({ kind: 'replayed', answer: 'the answer' });
  });
});
