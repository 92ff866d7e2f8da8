import { beforeEach, describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import type { Prospect, ProspectRequest } from '../../../../shared/domain/prospects/prospect.ts';
import { advanceProspect } from '../../../../shared/workflows/prospects/advanceProspect.ts';
import {
  cancelProspect,
  resendProspect,
  settleProspect,
} from '../../../../shared/workflows/prospects/changeProspect.ts';
import { declineInvitation } from '../../../../shared/workflows/invitations/declineInvitation.ts';
import { discoverCustomers } from '../../../../shared/workflows/discovery/discoverCustomers.ts';
import { readLink } from '../../../../shared/workflows/invitations/readLink.ts';
import { handlePartnerCenterEvent } from '../../../../shared/workflows/partnerCenterEvents/handlePartnerCenterEvent.ts';
import { inviteProspect } from '../../../../shared/workflows/prospects/inviteProspect.ts';
import { linkProspects } from '../../../../shared/workflows/prospects/linkProspects.ts';
import { openProspect } from '../../../../shared/workflows/prospects/openProspect.ts';
import type { DiscoveredCustomer } from '../../../../shared/workflows/ports/discoveryPorts.ts';
import { readProspect } from '../../../../shared/workflows/prospects/readProspect.ts';
import { sweepProspects } from '../../../../shared/workflows/prospects/sweepProspects.ts';
import { takeDeliveryReport } from '../../../../shared/workflows/deliveryReports/takeDeliveryReport.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { prospectsWithOutbox } from '../../../../shared/workflows/webhooks/outbox.ts';
import { sweepWebhooks } from '../../../../shared/workflows/webhooks/sweepWebhooks.ts';
import { createProspects } from '../../../../shared/adapters/storage/prospects.ts';
import { atRest } from '../../../fakes/atRest.ts';
import { createMemoryTables } from '../../../fakes/tables/memoryTables.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';
import { activeEndpoint } from '../webhooks/webhookWorld.ts';

const dayMs = 24 * 60 * 60_000;
const newTenant = '4b2a6e33-8791-4386-bd2b-0d55baf25039';
const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const by = { kind: 'agent', id: 'an agent' } as const;
const customer: DiscoveredCustomer = {
  customerTenantId: newTenant,
  companyName: 'Fourth Coffee',
  domain: 'fourthcoffee.onmicrosoft.com',
  hasRelationship: true,
};
const unavailable = () => new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Away.');

let world: World;
let failures: unknown[];
beforeEach(() => {
  world = createWorld();
  failures = [];
});

async function invite(
  changes: Partial<ProspectRequest> = {},
  once?: Parameters<typeof inviteProspect>[1]['once'],
) {
  const request = {
    recipient: { firstName: 'Alex', lastName: null, email: 'alex@fourthcoffee.example', phone: null },
    companyName: 'Fourth Coffee',
    domain: 'fourthcoffee.onmicrosoft.com',
    resellerTenantId: null,
    note: null,
    delivery: 'email' as const,
    ...changes,
    language: null,
  };
  return inviteProspect(world, { request, by, once });
}
async function invited(changes: Partial<ProspectRequest> = {}): Promise<Prospect> {
  const outcome = await invite(changes);
  if (outcome.kind === 'replayed') throw new Error('a first request is not replayed');
  return outcome.record;
}
const now = async ({ id }: Prospect) =>
  (await world.prospects.find(id))?.prospect ?? expect.fail('it is gone');
const agents = 'agents@partner.example';
const mailsToAgents = () => world.outbox.filter(({ recipient }) => recipient === agents);
const mailsToProspects = () => world.outbox.filter(({ recipient }) => recipient !== agents);
const sweep = () => sweepProspects(world, (failure) => void failures.push(failure));
const types = async ({ id }: Prospect) => (await world.prospects.history(id)).map(({ what }) => what.type);
const customerTypes = async () =>
  (await world.agreements.history(newTenant, 1, 100)).map(({ what }) => what.type);

/** Its history is whole, has Microsoft's ids where Microsoft was asked, and the customer's own history vouches for it. */
async function expectProof(id: string): Promise<void> {
  const { history, tampering } = await readProspect(world, id, { resellerTenantId: null });
  expect(tampering).toBeNull();
  expect(history.find(({ what }) => what.type === 'linkFetched')?.microsoft).toEqual({
    requestId: 'r-link',
    correlationId: 'c-link',
  });
  const linked = history.find(({ what }) => what.type === 'prospectLinked');
  const events = await world.agreements.history(newTenant, 1, 100);
  const came = events.flatMap(({ what }) => (what.type === 'relationshipAccepted' ? [what] : []));
  expect(came.map(({ invitationHash }) => invitationHash)).toEqual([linked?.hash]);
}

describe('inviting a prospect', () => {
  it('asks Partner Center for its link once, and mails ours', async () => {
    const prospect = await invited();
    expect([prospect.state, prospect.link, world.prospectsWoken]).toEqual(['open', null, [prospect.id]]);
    await advanceProspect(world, prospect.id);
    await advanceProspect(world, prospect.id);
    expect(world.linkQuestions).toEqual([null]);
    expect(world.outbox.map(({ recipient, text }) => [recipient, text])).toEqual([
      ['alex@fourthcoffee.example', `https://partner.example/api/i/relationship/${prospect.id}`],
    ]);
    expect(await types(prospect)).toEqual(['prospectInvited', 'linkFetched', 'mailSent']);
  });

  it('leads to the link to the letter, and notes that it was opened once', async () => {
    const prospect = await invited();
    await expect(openProspect(world, prospect.id, false)).rejects.toMatchObject({ code: 'LINK_NOT_READY' });
    world.linkFailures.push(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.'));
    await expect(openProspect(world, prospect.id, true)).rejects.toMatchObject({ code: 'LINK_NOT_READY' });
    // A click fetches the link where it is missing.
    for (let time = 0; time < 2; time += 1) {
      expect(await openProspect(world, prospect.id, true)).toBe(
        'https://admin.example/Home?partnerId=us&DAP=false#/BillingAccounts/partner-invitation',
      );
    }
    expect((await types(prospect)).filter((type) => type === 'prospectOpened')).toHaveLength(1);
  });

  it('sends no mail where the partner sends the link itself', async () => {
    const prospect = await invited({ delivery: 'link' });
    await advanceProspect(world, prospect.id);
    expect([world.outbox, (await now(prospect)).link !== null]).toEqual([[], true]);
  });

  it('survives a lost message, and a Partner Center that is away', async () => {
    const prospect = await invited();
    world.linkFailures.push(unavailable());
    world.pass(60_000);
    expect(await sweep()).toBe(0);
    world.pass(40 * 60_000);
    expect([await sweep(), failures]).toEqual([1, []]);
    expect((await now(prospect)).sentAt).not.toBeNull();
  });

  it('sends one mail where the reply of the mail service is lost, and where two run at once', async () => {
    const prospect = await invited();
    world.mailFails('lostReply');
    await Promise.all([advanceProspect(world, prospect.id), advanceProspect(world, prospect.id)]);
    world.pass(dayMs);
    await sweep();
    expect([world.outbox.length, (await now(prospect)).sentAt !== null]).toEqual([1, true]);
  });

  it('goes on trying where our account may not, and fails where the request is wrong', async () => {
    const prospect = await invited();
    world.linkFailures.push(new AgreementError('PARTNER_CENTER_DENIED', 'No role.'));
    expect(await advanceProspect(world, prospect.id)).toMatchObject({ kind: 'postponed' });
    world.linkFailures.push(new AgreementError('PARTNER_CENTER_REFUSED', 'Wrong.'));
    await advanceProspect(world, prospect.id);
    expect(await now(prospect)).toMatchObject({ state: 'failed', stateReason: 'PARTNER_CENTER_REFUSED' });
    await resendProspect(world, { prospectId: prospect.id, by });
    await advanceProspect(world, prospect.id);
    expect([(await now(prospect)).state, world.outbox.length]).toEqual(['open', 1]);
  });

  it('answers a repeat under the same key as before, and refuses another request under it', async () => {
    const once = (fingerprint: string) => ({ id: 'key', fingerprint, answer: ({ id }: Prospect) => id });
    const first = await invite({}, once('one'));
    const id = first.kind === 'replayed' ? '' : first.record.id;
    expect(await invite({}, once('one'))).toEqual({ kind: 'replayed', answer: id });
    await expect(invite({}, once('two'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await world.prospects.page({ resellerTenantId: null }, 10, null)).prospects).toHaveLength(1);
  });

  it('refuses a domain that is a customer’s, unless the relationship has ended', async () => {
    await expect(invited({ domain: 'tailspintoys.example' })).rejects.toMatchObject({
      code: 'ALREADY_CUSTOMER',
      details: { extensions: { customerTenantId: tenant } },
    });
  });
});

describe('partner types', () => {
  it('an indirect reseller is told to ask its provider', async () => {
    world = { ...world, policy: { ...world.policy, partnerType: 'indirectReseller' } };
    await expect(invited()).rejects.toMatchObject({ code: 'RESELLER_CANNOT_INVITE' });
  });

  it('a direct-bill partner has no resellers', async () => {
    await expect(invited({ resellerTenantId: reseller })).rejects.toMatchObject({
      code: 'RESELLER_NOT_OURS',
    });
  });

  it('a provider invites with its own resellers only, who see no other invitations', async () => {
    world = { ...world, policy: { ...world.policy, partnerType: 'indirectProvider' } };
    await expect(invited({ resellerTenantId: reseller })).rejects.toMatchObject({
      code: 'RESELLER_NOT_OURS',
    });
    world.resellers.push({ tenantId: reseller, name: 'First Up Consultants' });
    const own = await invited({ resellerTenantId: reseller });
    const other = await invited();
    await advanceProspect(world, own.id);
    expect([world.linkQuestions, (await now(own)).link?.resellerName]).toEqual([
      [reseller],
      'First Up Consultants',
    ]);
    const page = await world.prospects.page({ resellerTenantId: reseller }, 10, null);
    expect(page.prospects.map(({ id }) => id)).toEqual([own.id]);
    await expect(readProspect(world, other.id, { resellerTenantId: reseller })).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
  });

  it('finds a reseller out later where Partner Center cannot say at once', async () => {
    world = { ...world, policy: { ...world.policy, partnerType: 'indirectProvider' } };
    const { reseller: find } = world.partnerCenter;
    world.partnerCenter.reseller = () => Promise.reject(unavailable());
    const prospect = await invited({ resellerTenantId: reseller });
    world.partnerCenter.reseller = find;
    await advanceProspect(world, prospect.id);
    expect(await now(prospect)).toMatchObject({ state: 'failed', stateReason: 'RESELLER_NOT_OURS' });
  });
});

describe('time', () => {
  it('reminds at most five times, and expires', async () => {
    const prospect = await invited();
    await advanceProspect(world, prospect.id);
    for (let day = 0; day < 40; day += 1) {
      world.pass(dayMs);
      await sweep();
    }
    expect(mailsToProspects()).toHaveLength(6);
    expect(mailsToAgents()).toHaveLength(1);
    expect(new Set(world.outbox.map(({ operationId }) => operationId)).size).toBe(7);
    expect(await now(prospect)).toMatchObject({ state: 'expired', remindersSent: 5 });
    expect(await world.prospects.due(new Date(world.clock.now().getTime() + 999 * dayMs), 10)).toEqual([]);
  });

  it('a bounce stops reminders, and a resend starts again', async () => {
    const prospect = await invited();
    await advanceProspect(world, prospect.id);
    const [{ operationId, recipient } = expect.fail('no mail')] = world.outbox;
    await takeDeliveryReport(world, { operationId, recipient, delivery: 'bounced', attemptedAt: null });
    expect(await now(prospect)).toMatchObject({ state: 'undeliverable', stateReason: 'bounced' });
    await advanceProspect(world, prospect.id);
    expect(mailsToAgents()).toHaveLength(1);
    await resendProspect(world, { prospectId: prospect.id, by });
    await advanceProspect(world, prospect.id);
    expect([(await now(prospect)).state, mailsToProspects().length]).toEqual(['open', 2]);
  });

  it('counts no mail for a resend that has nothing to send, whatever its key', async () => {
    const { policy } = world;
    world = { ...world, policy: { ...policy, mailLimits: { ...policy.mailLimits, perRecipient: 2 } } };
    const prospect = await invited();
    for (const id of ['first', 'second', 'third']) {
      const once = { id, fingerprint: id, answer: () => '' };
      expect((await resendProspect(world, { prospectId: prospect.id, by, once })).kind).toBe('unchanged');
    }
    await advanceProspect(world, prospect.id);
    expect((await resendProspect(world, { prospectId: prospect.id, by })).kind).toBe('changed');
  });

  it('sends no third mail for two quick resends, and tells of each mail in the history', async () => {
    const prospect = await invited();
    const resend = () => resendProspect(world, { prospectId: prospect.id, by });
    await Promise.all([resend(), resend()]);
    expect(await types(prospect)).toEqual(['prospectInvited']);
    await advanceProspect(world, prospect.id);
    await Promise.all([resend(), resend()]);
    await advanceProspect(world, prospect.id);
    expect(mailsToProspects()).toHaveLength(2);
    expect(await types(prospect)).toEqual([
      ...['prospectInvited', 'linkFetched', 'mailSent', 'prospectResent', 'mailSent'],
    ]);
    await resend();
    await expect(advanceProspect(world, prospect.id).then(resend)).rejects.toMatchObject({
      code: 'RESEND_TOO_SOON',
    });
  });

  it.each([
    ['a reminder', 'a resend', 3],
    ['the first mail', 'a cancel', 1],
  ])('tells in the history of %s that was under way when %s came', async (what, _then, mails) => {
    const prospect = await invited();
    if (what === 'a reminder') {
      await advanceProspect(world, prospect.id);
      world.pass(4 * dayMs);
    }
    const { mailService } = world;
    const meanwhile = what === 'a reminder' ? resendProspect : cancelProspect;
    const interrupted = {
      ...world,
      mailService: {
        send: async (...sent: Parameters<typeof mailService.send>) => {
          await mailService.send(...sent);
          interrupted.mailService = mailService;
          await meanwhile(world, { prospectId: prospect.id, by });
        },
      },
    };
    await advanceProspect(interrupted, prospect.id);
    await advanceProspect(world, prospect.id);
    expect(mailsToProspects()).toHaveLength(mails);
    expect((await types(prospect)).filter((type) => type === 'mailSent')).toHaveLength(mails);
  });

  it('ends when the reader says to be the wrong person: no reminder, and the agents are told once', async () => {
    const prospect = await invited({ companyName: null, domain: null });
    await advanceProspect(world, prospect.id);
    const token = `relationship/${prospect.id}`;
    const link = await readLink(world, token);
    expect(link).toMatchObject({
      companyName: 'fourthcoffee.example',
      about: 'relationship',
      state: { kind: 'open' },
    });
    await declineInvitation(world, { token });
    await declineInvitation(world, { token });
    expect((await readLink(world, token)).state.kind).toBe('declined');
    for (let day = 0; day < 40; day += 1) {
      world.pass(dayMs);
      await sweep();
    }
    expect(await now(prospect)).toMatchObject({ state: 'declined', mail: null });
    expect([mailsToProspects().length, mailsToAgents().length]).toEqual([1, 1]);
    expect(await types(prospect)).toEqual([
      ...['prospectInvited', 'linkFetched', 'mailSent'],
      ...['prospectDeclined', 'noticeRequested', 'noticeSent'],
    ]);
    await expect(resendProspect(world, { prospectId: prospect.id, by })).rejects.toMatchObject({
      code: 'INVITATION_CLOSED',
    });
  });

  it('tells agents and webhook endpoints once that an agent has to say which customer it is', async () => {
    const { id } = await activeEndpoint(world);
    const prospect = await invited({ domain: null });
    await advanceProspect(world, prospect.id);
    const twin = { ...customer, customerTenantId: '9e2f5a3c-1111-4222-8333-444455556666' };
    await linkProspects(world, [customer, twin], { isAnnounced: false });
    await linkProspects(world, [customer, twin], { isAnnounced: false });
    expect((await now(prospect)).state).toBe('ambiguous');
    await advanceProspect(world, prospect.id);
    await sweep();
    expect(mailsToAgents()).toHaveLength(1);
    await deliverWebhooks(world, id);
    const told = world.hooks.sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    const history = await world.prospects.history(prospect.id);
    const found = history.find(({ what }) => what.type === 'candidatesFound');
    expect(told.filter(({ type }) => type === 'prospect.ambiguous')).toMatchObject([
      { data: { relationshipInvitationId: prospect.id, state: 'ambiguous', version: found?.version } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/coffee|alex/i);
  });

  it('tells webhook endpoints of an open question also where the process crashed before it could', async () => {
    const { id } = await activeEndpoint(world, { events: ['prospect.ambiguous'] });
    world = { ...world, prospects: createProspects(createMemoryTables().clients, atRest) };
    const prospect = await invited({ domain: null });
    await advanceProspect(world, prospect.id);
    const { webhookDeliveries } = world;
    const crashing = {
      ...world,
      webhookDeliveries: { ...webhookDeliveries, add: () => Promise.reject(new Error('a crash')) },
    };
    const prospects = prospectsWithOutbox(world.prospects, crashing);
    const twin = { ...customer, customerTenantId: '9e2f5a3c-1111-4222-8333-444455556666' };
    await linkProspects({ ...world, prospects }, [customer, twin], { isAnnounced: false });
    world.pass(dayMs);
    await sweepWebhooks(world, (failure) => void failures.push(failure));
    await deliverWebhooks(world, id);
    expect(world.hooks.sent.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'prospect.ambiguous',
    ]);
  });

  it('a notice that bounces or is refused says nothing of the prospect', async () => {
    const prospect = await invited();
    await advanceProspect(world, prospect.id);
    await declineInvitation(world, { token: `relationship/${prospect.id}` });
    await advanceProspect(world, prospect.id);
    const [{ operationId, recipient } = expect.fail('no notice')] = mailsToAgents();
    const bounced = { operationId, recipient, delivery: 'bounced', attemptedAt: null } as const;
    expect(await takeDeliveryReport(world, bounced)).toMatchObject({ kind: 'taken' });
    expect(await now(prospect)).toMatchObject({ state: 'declined', stateReason: null, mail: null });
  });

  it('a cancelled one is not mailed, leads nowhere and is followed no more', async () => {
    const prospect = await invited();
    await cancelProspect(world, { prospectId: prospect.id, by });
    await advanceProspect(world, prospect.id);
    expect([world.outbox, world.linkQuestions, await world.prospects.followed()]).toEqual([[], [], []]);
    await expect(openProspect(world, prospect.id, true)).rejects.toMatchObject({ code: 'INVITATION_CLOSED' });
  });
});

describe('the customer that comes', () => {
  const byList = async () => {
    world.partnerCenter.customers = async () => ({ customers: [customer], position: null });
    await discoverCustomers(world);
  };
  let events = 0;
  const byWebhook = async () => {
    world.listed.push(customer);
    const at = new Date(world.clock.now().getTime() + (events += 1));
    const name = 'reseller-relationship-accepted-by-customer';
    const event = {
      id: `e${String(events)}`,
      name,
      customerTenantId: newTenant,
      changedAt: at,
      receivedAt: at,
    };
    await world.partnerCenterEvents.keep(event, null);
    await handlePartnerCenterEvent(world, event.id);
  };
  it.each([
    ['the webhook', [byWebhook]],
    ['the list', [byList]],
    ['the webhook and then the list', [byWebhook, byList]],
    ['the list and then the webhook', [byList, byWebhook]],
    ['the webhook twice', [byWebhook, byWebhook]],
  ])('is linked once when %s tells', async (_what, steps) => {
    const prospect = await invited();
    await advanceProspect(world, prospect.id);
    for (const step of steps) await step();
    await advanceProspect(world, prospect.id);
    for (const step of steps) await step();
    expect(await now(prospect)).toMatchObject({
      ...{ state: 'linked', customerTenantId: newTenant, matchedBy: 'domain', isCarriedOn: true },
    });
    const history = await customerTypes();
    expect(history.filter((type) => type === 'relationshipAccepted')).toHaveLength(1);
    expect(history.filter((type) => type === 'invitationCreated')).toHaveLength(1);
    expect(history).toContain('checkRequested');
    expect(world.record(newTenant)).toMatchObject({
      status: 'invited',
      relationshipInvitationId: prospect.id,
    });
    await expectProof(prospect.id);
    expect(world.outbox).toHaveLength(1);
  });

  it('is carried on though every message was lost', async () => {
    const prospect = await invited();
    await byWebhook();
    expect((await now(prospect)).isCarriedOn).toBe(false);
    world.pass(60_000);
    await sweep();
    expect((await now(prospect)).isCarriedOn).toBe(true);
  });

  it('is asked about again when Partner Center does not tell who it is', async () => {
    const prospect = await invited({ domain: null });
    const { profile } = world.partnerCenter;
    world.partnerCenter.profile = () => Promise.reject(unavailable());
    await byWebhook();
    await expect(byList()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    world.partnerCenter.profile = profile;
    world.profiles.set(newTenant, {
      domains: [],
      emails: ['alex@fourthcoffee.example'],
      resellerTenantId: null,
    });
    await byList();
    expect((await now(prospect)).matchedBy).toBe('companyAndContact');
  });

  it('is for a person to tell where only the name fits', async () => {
    const prospect = await invited({ domain: null });
    await byWebhook();
    await byList();
    const ambiguous = await now(prospect);
    expect([ambiguous.state, ambiguous.candidates.map(({ matchedBy }) => matchedBy)]).toEqual([
      'ambiguous',
      ['company'],
    ]);
    await settleProspect(world, { prospectId: prospect.id, by, customerTenantId: newTenant });
    await advanceProspect(world, prospect.id);
    expect(await now(prospect)).toMatchObject({ state: 'linked', matchedBy: 'person', isCarriedOn: true });
    expect(world.record(newTenant).relationshipInvitationId).toBe(prospect.id);
  });

  it('goes on waiting when a person says that it is none of them', async () => {
    const prospect = await invited({ domain: null });
    await byList();
    await settleProspect(world, { prospectId: prospect.id, by, customerTenantId: null });
    await byWebhook();
    expect(await now(prospect)).toMatchObject({ state: 'open', candidates: [], dismissed: [newTenant] });
  });

  it('is no candidate for a second prospect once it is known to be the first', async () => {
    const [first, second] = [await invited(), await invited({ domain: null })];
    await linkProspects(world, [customer], { isAnnounced: true });
    expect([(await now(first)).state, (await now(second)).state]).toEqual(['linked', 'open']);
  });

  it('cannot be a tenant that Partner Center does not know', async () => {
    const prospect = await invited();
    const settling = settleProspect(world, { prospectId: prospect.id, by, customerTenantId: newTenant });
    await expect(settling).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
    expect((await now(prospect)).state).toBe('open');
  });
});
