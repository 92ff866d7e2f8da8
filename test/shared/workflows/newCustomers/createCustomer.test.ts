import { describe, expect, it } from 'vitest';
import type { AttestationRequest } from '../../../../shared/domain/attestations/attest.ts';
import type { MailOrder } from '../../../../shared/domain/mail/mailOrder.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import type { NewCustomer } from '../../../../shared/domain/newCustomers/newCustomer.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import {
  createCustomer,
  type CreateCustomer,
} from '../../../../shared/workflows/newCustomers/createCustomer.ts';
import { finishOrders } from '../../../../shared/workflows/newCustomers/finishOrders.ts';
import {
  offerCredentials,
  revealCredentials,
} from '../../../../shared/workflows/newCustomers/handOverCredentials.ts';
import type { MailComposer } from '../../../../shared/workflows/ports/mailPorts.ts';
import { resendInvitation } from '../../../../shared/workflows/invitations/resendInvitation.ts';
import { remindCustomer } from '../../../../shared/workflows/invitations/remindCustomer.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { startRecord } from '../../../../shared/workflows/customers/startRecord.ts';
import type { Once } from '../../../../shared/domain/caller.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { createWorld, type World } from '../../../fakes/world.ts';

const contact = { firstName: 'Ann', lastName: 'Lee', email: 'ann@fourthcoffee.example', phone: null };
const customer: NewCustomer = {
  companyName: 'Fourth Coffee',
  domain: 'fourthcoffee.onmicrosoft.com',
  contact,
  address: {
    addressLine1: '1 Main Street',
    addressLine2: null,
    city: 'Redmond',
    state: 'WA',
    postalCode: '98052',
    country: 'US',
  },
  culture: null,
  registrationNumber: null,
  resellerTenantId: null,
};
const command: CreateCustomer = {
  customer,
  acceptance: {
    path: 'invite',
    request: { kind: 'newCustomer', delivery: 'email', recipient: contact, language: null, note: null },
  },
  by: { kind: 'agent', id: 'oid' },
  callerKey: 'caller',
};
const once = (fingerprint = 'f'): Once<AgreementRecord> => ({
  id: 'key-1',
  fingerprint,
  answer: ({ customerTenantId }) => customerTenantId,
});
const first = '99999999-9999-4999-8999-000000000001';
const attestation: AttestationRequest = {
  signatory: contact,
  ...{ acceptedAt: null, companyName: 'Fourth Coffee', country: 'US', language: null, delivery: 'link' },
};
const attest: CreateCustomer = { ...command, acceptance: { path: 'attest', request: attestation } };

/** All that a world holds of new customers: one, with one mail, one invitation, and its password kept once. */
async function expectOne(world: World): Promise<void> {
  expect(world.newCustomers.made.size).toBe(1);
  const record = world.record(first);
  expect([record.status, record.invitation?.number, record.domain]).toEqual(['invited', 1, customer.domain]);
  await sendMail(world, first);
  expect(world.outbox).toHaveLength(1);
  expect(world.outbox[0]?.recipient).toBe(contact.email);
}

describe('createCustomer', () => {
  it('makes the customer with four calls at most, invites it, and says that it cannot order yet', async () => {
    const world = createWorld();
    const outcome = await createCustomer(world, command);
    expect(outcome).toMatchObject({ kind: 'changed', record: { customerTenantId: first, country: 'US' } });
    expect(world.newCustomers.calls).toEqual(['domain', 'address', 'create']);
    await expectOne(world);
  });

  it('begins an attestation instead, where the partner asks for it', async () => {
    const world = createWorld();
    await createCustomer(world, attest);
    expect(world.record(first)).toMatchObject({ status: 'attesting', invitation: null });
    expect(world.wakeUps.some(({ queue }) => queue === 'attestations')).toBe(true);
  });

  it.each(['loseReply', 'loseRequest'] as const)('makes one customer after %s', async (fate) => {
    const world = createWorld();
    world.newCustomers.next.push(fate);
    await createCustomer(world, command);
    await expectOne(world);
    expect((await revealCredentials(world, first, 'view 0')).credentials?.password).toContain('secret');
  });

  it('leaves an order that the sweep finishes when Partner Center stays away', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseReply', 'loseReply');
    await expect(createCustomer(world, command)).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
    world.pass(61_000);
    expect(await finishOrders(world, () => undefined)).toEqual({ finished: 1, failed: 0 });
    await expectOne(world);
    expect((await offerCredentials(world, first)).expiresAt).not.toBeNull();
  });

  it('is finished by a repeat of the request after a crash before the record was stored', async () => {
    const world = createWorld();
    world.beforeNextCommit(() => Promise.reject(new AgreementError('STORAGE_UNAVAILABLE', 'crash')));
    await expect(createCustomer(world, { ...command, once: once() })).rejects.toThrow();
    const again = await createCustomer(world, { ...command, once: once() });
    expect(again.kind).toBe('changed');
    await expectOne(world);
  });

  it('finds the customer again when Microsoft has forgotten the request; only the password is lost', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseReply', 'loseRequest');
    await expect(createCustomer(world, command)).rejects.toThrow();
    world.newCustomers.forget();
    world.pass(61_000);
    expect(await finishOrders(world, () => undefined)).toEqual({ finished: 1, failed: 0 });
    await expectOne(world);
    expect(world.record(first).credentialsUntil).toBeNull();
    expect((await offerCredentials(world, first)).expiresAt).toBeNull();
  });

  it('answers a repeat of the same key with the first answer, and another body under it with a refusal', async () => {
    const world = createWorld();
    await createCustomer(world, { ...command, once: once() });
    expect(await createCustomer(world, { ...command, once: once() })).toEqual({
      kind: 'replayed',
      answer: first,
    });
    await expect(createCustomer(world, { ...command, once: once('other') })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await expectOne(world);
  });

  it('of two agents at once makes the customer of one, and tells the other which is being made', async () => {
    const world = createWorld();
    const outcomes = await Promise.allSettled(
      ['one', 'other'].map((id) =>
        createCustomer(world, { ...command, callerKey: id, once: { ...once(), id } }),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toMatchObject([
      { code: 'REQUEST_UNDER_WAY', details: { extensions: { customer: { domain: customer.domain } } } },
    ]);
    await expectOne(world);
    expect(world.record(first).credentialsUntil).not.toBeNull();
  });

  it('takes no customer that another order has made meanwhile for its own', async () => {
    const world = createWorld();
    await createCustomer(world, { ...command, once: { ...once(), id: 'one' } });
    Object.assign(world.partnerCenter, { isDomainTaken: async () => false });
    world.newCustomers.next.push({ kind: 'rejected', code: '800023', correlationId: 'c' });
    await expect(
      createCustomer(world, { ...command, callerKey: 'other', once: { ...once(), id: 'other' } }),
    ).rejects.toMatchObject({ code: 'DOMAIN_TAKEN', details: { extensions: { customerTenantId: first } } });
    await expectOne(world);
  });

  it('makes one customer of ten requests with the same key at once', async () => {
    const world = createWorld();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => createCustomer(world, { ...command, once: once() })),
    );
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'REQUEST_UNDER_WAY' });
    await expectOne(world);
  });

  it('does not make a customer twice, whoever asks', async () => {
    const world = createWorld();
    await createCustomer(world, command);
    for (const callerKey of ['caller', 'another'])
      await expect(createCustomer(world, { ...command, callerKey })).rejects.toMatchObject({
        code: 'DOMAIN_TAKEN',
      });
    await expectOne(world);
  });

  it('goes on with a record that discovery made first', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseReply', 'loseReply');
    await expect(createCustomer(world, command)).rejects.toThrow();
    const found = { customerTenantId: first, companyName: 'Fourth Coffee', domain: customer.domain };
    await startRecord(world, { ...found, hasRelationship: true });
    world.pass(61_000);
    await finishOrders(world, () => undefined);
    await expectOne(world);
  });

  it('begins nothing for a customer whom discovery found first and who accepted since', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseReply', 'loseReply');
    await expect(createCustomer(world, command)).rejects.toThrow();
    const found = { customerTenantId: first, companyName: 'Fourth Coffee', domain: customer.domain };
    await startRecord(world, { ...found, hasRelationship: true });
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await checkAgreement(world, first);
    world.pass(61_000);
    expect(await finishOrders(world, () => undefined)).toEqual({ finished: 1, failed: 0 });
    expect(world.record(first)).toMatchObject({ status: 'accepted', country: 'US', invitation: null });
  });

  it('makes nobody whose first step would be refused', async () => {
    const world = createWorld();
    const attesting = (part: Partial<AttestationRequest>): CreateCustomer => ({
      ...command,
      acceptance: { path: 'attest', request: { ...attestation, ...part } },
    });
    const tomorrow = new Date(world.clock.now().getTime() + 86_400_000);
    const inChina = { ...customer, address: { ...customer.address, country: 'CN' } };
    const hopeless: [CreateCustomer, string, string][] = [
      [attesting({ language: 'tlh' }), 'INVALID_INPUT', '/acceptance/language'],
      [attesting({ acceptedAt: tomorrow }), 'INVALID_INPUT', '/acceptance/acceptedAt'],
      [{ ...attesting({}), customer: inChina }, 'COUNTRY_NOT_OFFERED', '/address/country'],
      [{ ...command, customer: inChina }, 'COUNTRY_NOT_OFFERED', '/address/country'],
    ];
    for (const [wrong, code, pointer] of hopeless)
      await expect(createCustomer(world, wrong)).rejects.toMatchObject({
        code,
        details: { fields: [{ pointer }] },
      });
    expect(world.newCustomers.calls).toEqual([]);
  });

  it.each([
    ['800018', 'CUSTOMER_LIMIT_REACHED'],
    ['600002', 'CUSTOMER_REJECTED'],
  ])('says what Microsoft’s refusal %s means, and leaves no order behind', async (code, ours) => {
    const world = createWorld();
    world.newCustomers.next.push({ kind: 'rejected', code, correlationId: 'corr' });
    await expect(createCustomer(world, command)).rejects.toMatchObject({
      code: ours,
      details: { partnerCenter: { code, correlationId: 'corr' } },
    });
    world.pass(600_000);
    expect(await finishOrders(world, () => undefined)).toEqual({ finished: 0, failed: 0 });
    await createCustomer(world, command);
    await expectOne(world);
  });

  it('refuses a wrong address with Microsoft’s suggestions, and asks for nothing to be made', async () => {
    const world = createWorld();
    const suggestions = [{ ...customer.address, postalCode: '98052-8300' }];
    const partnerCenter = { code: 'InteractionRequired', correlationId: 'corr' };
    world.newCustomers.says = { kind: 'wrong', fields: ['PostalCode'], suggestions, partnerCenter };
    await expect(createCustomer(world, command)).rejects.toMatchObject({
      code: 'ADDRESS_NOT_VALID',
      details: {
        extensions: { suggestedAddresses: suggestions, microsoftFields: ['PostalCode'] },
        partnerCenter,
      },
    });
    expect(world.newCustomers.calls).not.toContain('create');
  });

  it('knows the rules of the country: registration number and phone', async () => {
    const world = createWorld();
    const inBrazil = { ...customer, address: { ...customer.address, country: 'BR' } };
    const refusal = createCustomer(world, { ...command, customer: inBrazil });
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(refusal).rejects.toMatchObject({
      details: {
        fields: [{ pointer: '/registrationNumber' }, { pointer: '/contact/phone' }],
      },
    });
    const numbered = { ...customer, registrationNumber: '123' };
    await expect(createCustomer(world, { ...command, customer: numbered })).rejects.toMatchObject({
      details: { fields: [{ pointer: '/registrationNumber' }] },
    });
  });

  it('says that the reseller is not ours where Microsoft refused the customer for it, and only then', async () => {
    const plain = createWorld();
    const world: World = { ...plain, policy: { ...plain.policy, partnerType: 'indirectProvider' } };
    const ours = '484e548c-f5f3-4528-93a9-c16c6373cb59';
    world.resellers.push({ tenantId: ours, name: 'First Up Consultants' });
    const refusal = { kind: 'rejected', code: '2000', correlationId: 'corr' } as const;
    for (const [resellerTenantId, code] of [
      ['11111111-2222-4333-8444-555555555555', 'RESELLER_NOT_OURS'],
      [ours, 'CUSTOMER_REJECTED'],
    ] as const) {
      world.newCustomers.next.push(refusal);
      const asked = { ...command, customer: { ...customer, resellerTenantId } };
      await expect(createCustomer(world, asked)).rejects.toMatchObject({
        code,
        details: { partnerCenter: { code: '2000', correlationId: 'corr' } },
      });
    }
  });

  it.each([attest, command])(
    'makes none for an indirect reseller, who is told whom to ask',
    async (asked) => {
      const plain = createWorld();
      const world: World = { ...plain, policy: { ...plain.policy, partnerType: 'indirectReseller' } };
      await expect(createCustomer(world, asked)).rejects.toMatchObject({
        code: 'RESELLER_CANNOT_ATTEST',
        message: expect.stringContaining('Ask your indirect provider') as unknown,
        details: { extensions: { nextAction: 'askProvider' } },
      });
      expect(world.newCustomers.calls).toEqual([]);
    },
  );

  it('takes a reseller only from an indirect provider', async () => {
    const world = createWorld();
    const through = { ...customer, resellerTenantId: '11111111-2222-4333-8444-555555555555' };
    await expect(createCustomer(world, { ...command, customer: through })).rejects.toMatchObject({
      details: { fields: [{ pointer: '/resellerTenantId' }] },
    });
  });
});

describe('the hand-over of credentials', () => {
  it('shows them to one of many views of the page, and offers them to nobody afterwards', async () => {
    const world = createWorld();
    await createCustomer(world, command);
    const views: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const offer = await offerCredentials(world, first);
      expect(offer.expiresAt).not.toBeNull();
      views.push(offer.view);
    }
    const seen = await Promise.all(views.map((view) => revealCredentials(world, first, view)));
    expect(seen.filter(({ credentials }) => credentials !== null)).toHaveLength(1);
    expect((await offerCredentials(world, first)).expiresAt).toBeNull();
    expect(world.record(first).credentialsUntil).toBeNull();
  });

  it('shows them again for ten minutes to the view that showed them: a second click loses nothing', async () => {
    const world = createWorld();
    await createCustomer(world, command);
    const { view } = await offerCredentials(world, first);
    const clicks = await Promise.all([1, 2].map(() => revealCredentials(world, first, view)));
    world.pass(9 * 60_000);
    clicks.push(await revealCredentials(world, first, view));
    expect(clicks.map(({ credentials }) => credentials?.password)).toEqual(
      Array(3).fill(`secret of ${first}`),
    );
    const types = (await world.agreements.history(first, 1, 99)).map(({ what }) => what.type);
    expect(types.filter((type) => type === 'credentialsSeen')).toHaveLength(1);
    world.pass(60_000);
    expect((await revealCredentials(world, first, view)).credentials).toBeNull();
    await finishOrders(world, () => undefined);
    expect(await world.customerOrders.sealed(first)).toBeUndefined();
  });

  it.each([null, '', 'a guess'])(
    'shows nothing for a click with the value %j, and the offer stands',
    async (view) => {
      const world = createWorld();
      await createCustomer(world, command);
      const answer = await revealCredentials(world, first, view);
      expect(answer).toMatchObject({ credentials: null });
      expect(answer.expiresAt).not.toBeNull();
      expect((await revealCredentials(world, first, answer.view)).credentials).not.toBeNull();
    },
  );

  it('ends after three days, also for who never looked', async () => {
    const world = createWorld();
    await createCustomer(world, command);
    world.pass(72 * 3_600_000);
    expect((await revealCredentials(world, first, 'view 0')).credentials).toBeNull();
    await finishOrders(world, () => undefined);
    expect(await world.customerOrders.sealed(first)).toBeUndefined();
  });
});

describe('the way to sign in that the mail tells', () => {
  const link = { kind: 'viewOnce', url: `https://partner.example/api/c/${first}` };
  const inMail = {
    kind: 'inMail',
    userName: 'admin@fourthcoffee.onmicrosoft.com',
    password: `secret.of.${first}`,
  };

  /** A world whose mails say nothing, with the orders they were made of. */
  function worldThatMails(mailPasswords: boolean, password?: string) {
    const plain = createWorld();
    const orders: MailOrder[] = [];
    const mailComposer: MailComposer = async () => (order) => {
      orders.push(order);
      return { subject: 's', html: 'h', text: 't' };
    };
    const handOver = {
      ...plain.handOver,
      open: () => ({ userName: 'admin', password: password ?? inMail.password }),
    };
    const policy = { ...plain.policy, mailPasswords };
    const world: World = { ...plain, policy, mailComposer, handOver };
    return { world, orders };
  }

  it.each([
    ['the link that shows the password once', false, undefined, link],
    ['the password itself where the setting says so', true, undefined, inMail],
    ['the link for a password that a mail cannot show as it is', true, 'a b\u202e', link],
  ])('is %s', async (_what, mailPasswords, password, signIn) => {
    const { world, orders } = worldThatMails(mailPasswords, password);
    await createCustomer(world, command);
    expect(orders).toMatchObject([{ kind: 'inviteNetNew', signIn }]);
    await expectOne(world);
  });

  it('stays the same for a mail that is sent again, until the credentials ran out; seen ones are told nowhere', async () => {
    const { world, orders } = worldThatMails(true);
    await createCustomer(world, command);
    const again = { customerTenantId: first, invitationNumber: 1, by: command.by };
    const existing = { kind: 'inviteExisting' };
    for (const ms of [600_000, 72 * 3_600_000]) {
      await sendMail(world, first);
      world.pass(ms);
      await resendInvitation(world, again);
    }
    expect(orders).toMatchObject([{ signIn: inMail }, { signIn: inMail }, existing]);

    const reminded = worldThatMails(false);
    await createCustomer(reminded.world, command);
    await sendMail(reminded.world, first);
    reminded.world.pass(72 * 3_600_000);
    await remindCustomer(reminded.world, first);
    expect(reminded.orders).toMatchObject([{ signIn: link }, { kind: 'reminder', about: 'inviteExisting' }]);

    const other = worldThatMails(true);
    await createCustomer(other.world, command);
    await sendMail(other.world, first);
    await revealCredentials(other.world, first, 'view 0');
    other.world.pass(600_000);
    await resendInvitation(other.world, again);
    expect(other.orders[1]).toMatchObject(existing);
  });
});
