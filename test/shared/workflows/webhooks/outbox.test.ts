import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { mailSettled } from '../../../../shared/domain/customers/pendingMails.ts';
import { statusReason } from '../../../../shared/domain/customers/statusReason.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { cancelInvitation } from '../../../../shared/workflows/invitations/cancelInvitation.ts';
import { declineInvitation } from '../../../../shared/workflows/invitations/declineInvitation.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { openInvitation } from '../../../../shared/workflows/invitations/openInvitation.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { startRecord } from '../../../../shared/workflows/customers/startRecord.ts';
import { submitAttestation } from '../../../../shared/workflows/attestations/submitAttestation.ts';
import { sweepWebhooks } from '../../../../shared/workflows/webhooks/sweepWebhooks.ts';
import { transition } from '../../../../shared/workflows/customers/transition.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';
import { activeEndpoint, hookedWorld, typesOf } from './webhookWorld.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const recipient = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null };
const request = {
  kind: 'existingCustomer',
  delivery: 'email',
  recipient,
  language: null,
  note: null,
} as const;
const other = '0f2f8a1e-9d1e-4a52-8b64-8d2d8a9f7f10';

const invite = (world: World) => inviteCustomer(world, { customerTenantId: tenant, request, by });
const accepts = (world: World) =>
  world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
const noted = (world: World) =>
  world.hooks.tables.rows('webhooks').filter(({ partitionKey }) => partitionKey === 'news');
const fail = (failure: unknown): never => {
  throw failure;
};

describe('announceChanges', () => {
  it('tells what product systems wait for, in thin messages', async () => {
    const { world, id } = await hookedWorld();
    await startRecord(world, {
      customerTenantId: other,
      companyName: 'Contoso',
      domain: 'c.example',
      hasRelationship: true,
    });
    await invite(world);
    await sendMail(world, tenant);
    await openInvitation(world, { customerTenantId: tenant, number: 1 }, true);
    accepts(world);
    await checkAgreement(world, tenant);
    world.pass(1_000);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks).sort()).toEqual([
      'agreement.accepted',
      'customer.created',
      'invitation.opened',
      'invitation.sent',
    ]);
    const text = JSON.stringify(world.hooks.sent);
    expect(text).not.toMatch(/tania|carr|tailspin|contoso/i);
    const sent = world.hooks.sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(sent.find(({ type }) => type === 'invitation.sent')).toEqual({
      ...{ specversion: '1.0', id: expect.any(String), source: 'https://partner.example' },
      ...{ type: 'invitation.sent', time: expect.any(String), datacontenttype: 'application/json' },
      data: {
        customerTenantId: tenant,
        status: 'invited',
        version: 4,
        invitationId: `${tenant}.invitation.1`,
      },
    });
    expect(noted(world)).toEqual([]);
  });

  it('tells of a bounce, of an end without an answer, of a lapse, and of who cannot be read', async () => {
    const { world, id } = await hookedWorld();
    await invite(world);
    const [mail] = world.record().mails;
    if (!mail) return expect.fail('no mail waits');
    const settling = { now: world.clock.now(), reminders: world.policy.reminders };
    await transition(world, tenant, { by, decide: () => [mailSettled(mail, 'refused', settling)] });
    await invite(world);
    await transition(world, tenant, { by, decide: () => [{ type: 'invitationExpired', number: 2 }] });
    const acceptance = {
      path: 'partnerAttestation',
      acceptedAt: new Date('2020-01-01'),
      signatory: null,
    } as const;
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [acceptance] });
    await checkAgreement(world, tenant);
    await startRecord(world, {
      customerTenantId: other,
      companyName: 'C',
      domain: 'c.example',
      hasRelationship: true,
    });
    world.microsoftSays({ kind: 'unreadable', reason: 'noRelationship' });
    await checkAgreement(world, other);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks).sort()).toEqual([
      ...['agreement.reacceptance_required', 'customer.created', 'customer.unknown'],
      ...['invitation.bounced', 'invitation.expired'],
    ]);
  });

  it('gives the same reason as the record for who cannot be read in a national cloud', async () => {
    const { world, id } = await hookedWorld();
    await startRecord(world, {
      customerTenantId: other,
      companyName: 'C',
      domain: 'c.onmicrosoft.us',
      hasRelationship: true,
    });
    world.microsoftSays({ kind: 'unreadable', reason: 'accessDenied' });
    await checkAgreement(world, other);
    await deliverWebhooks(world, id);
    const sent = world.hooks.sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    const told = sent.find(({ type }) => type === 'customer.unknown');
    expect(told).toMatchObject({ data: { reason: statusReason(world.record(other))?.code } });
    expect(told).toMatchObject({ data: { reason: 'otherCloud' } });
  });

  it('tells how an attestation ended, and that it ended in an acceptance', async () => {
    const { world, id } = await hookedWorld();
    const attest = () =>
      attestCustomer(world, {
        customerTenantId: tenant,
        request: {
          ...{ signatory: recipient, delivery: 'email' as const },
          ...{ acceptedAt: null, companyName: null, country: null, language: null },
        },
        by,
      });
    await attest();
    await submitAttestation(world, tenant);
    world.mailFails(new AgreementError('MAIL_REFUSED', 'No such address.'));
    await sendMail(world, tenant);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['attestation.requested', 'attestation.failed']);

    await attest();
    await submitAttestation(world, tenant);
    await sendMail(world, tenant);
    const newest = world.attesting.attestations.at(-1) ?? expect.fail('nothing to accept');
    Object.assign(newest, { progress: 'accepted', acceptedAt: world.clock.now() });
    for (let hour = 0; hour < 100 && world.record().status !== 'accepted'; hour += 1) {
      world.pass(3_600_000);
      await reconcileAgreements(world, { nextRunAt: null, report: fail });
    }
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks).slice(2).sort()).toEqual([
      'agreement.accepted',
      'attestation.completed',
      'attestation.requested',
    ]);
    const data = world.hooks.sent.map(({ body }) => (JSON.parse(body) as { data: unknown }).data);
    expect(data[1]).toEqual({
      ...{ customerTenantId: tenant, status: expect.any(String), version: expect.any(Number) },
      ...{ attestationId: `${tenant}.attestation.1`, reason: 'mailUndeliverable' },
    });
    expect(JSON.stringify(world.hooks.sent)).not.toMatch(/tania|carr|tailspin/i);
  });

  it('writes nothing for a partner without endpoints, nor for news that nobody asked for', async () => {
    const world = createWorld();
    await invite(world);
    expect(world.hooks.tables.rows('webhooks')).toEqual([]);
    const { world: picky, id } = await hookedWorld({ events: ['agreement.accepted'] });
    const before = picky.hooks.tables.rows('webhooks').length;
    await invite(picky);
    await sendMail(picky, tenant);
    expect(picky.hooks.tables.rows('webhooks')).toHaveLength(before);
    accepts(picky);
    await checkAgreement(picky, tenant);
    await deliverWebhooks(picky, id);
    expect(typesOf(picky.hooks)).toEqual(['agreement.accepted']);
  });

  it('tells an endpoint of one reseller of that reseller’s customers only, from the moment they are its', async () => {
    const { world, id } = await hookedWorld({ resellerTenantId: other });
    const foreign = await activeEndpoint(world, { resellerTenantId: '99999999-9999-4999-8999-999999999999' });
    const every = await activeEndpoint(world);
    await invite(world);
    await sendMail(world, tenant);
    const described = {
      type: 'customerDescribed',
      companyName: 'T',
      domain: 't.example',
      country: 'US',
    } as const;
    await transition(world, tenant, { by, decide: () => [{ ...described, resellerTenantId: other }] });
    await transition(world, tenant, {
      by,
      decide: () => [{ ...described, companyName: 'U', resellerTenantId: other }],
    });
    accepts(world);
    await checkAgreement(world, tenant);
    const told = async (endpointId: string) => {
      world.hooks.sent.length = 0;
      await deliverWebhooks(world, endpointId);
      return typesOf(world.hooks).toSorted();
    };
    expect(await told(id)).toEqual(['agreement.accepted', 'customer.created']);
    // They have known the customer since there is one.
    expect(await told(every.id)).toEqual(['agreement.accepted', 'invitation.sent']);
    expect(await told(foreign.id)).toEqual([]);
  });

  it('tells both resellers and the partner when a customer changes its reseller', async () => {
    const next = '99999999-9999-4999-8999-999999999999';
    const { world, id: old } = await hookedWorld({ resellerTenantId: other });
    const [newer, every] = [
      await activeEndpoint(world, { resellerTenantId: next }),
      await activeEndpoint(world),
    ];
    const described = { type: 'customerDescribed', companyName: 'T', domain: 't', country: 'US' } as const;
    const moveTo = (resellerTenantId: string | null) =>
      transition(world, tenant, { by, decide: () => [{ ...described, resellerTenantId }] });
    await moveTo(other);
    await invite(world);
    await moveTo(next);
    await sendMail(world, tenant);
    const told = async (endpointId: string) => {
      world.hooks.sent.length = 0;
      await deliverWebhooks(world, endpointId);
      expect(JSON.stringify(world.hooks.sent)).not.toMatch(new RegExp(`${next}|${other}`));
      return typesOf(world.hooks).toSorted();
    };
    expect(await told(old)).toEqual(['customer.created', 'customer.reseller_changed']);
    expect(await told(newer.id)).toEqual([
      'customer.created',
      'customer.reseller_changed',
      'invitation.sent',
    ]);
    expect(await told(every.id)).toEqual(['customer.reseller_changed', 'invitation.sent']);
    await moveTo(null);
    expect(await told(newer.id)).toEqual(['customer.reseller_changed']);
    expect(await told(old)).toEqual([]);
  });

  it('tells that an invitation was declined or cancelled, once each', async () => {
    const { world, id } = await hookedWorld({ events: ['invitation.declined', 'invitation.cancelled'] });
    await invite(world);
    await cancelInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by });
    await invite(world);
    await declineInvitation(world, { token: `${tenant}/2` });
    await declineInvitation(world, { token: `${tenant}/2` });
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['invitation.cancelled', 'invitation.declined']);
  });

  it('tells nothing of a change that lost to another, and all of the one that won', async () => {
    const { world, id } = await hookedWorld();
    await invite(world);
    world.beforeNextCommit(() =>
      cancelInvitation(world, { customerTenantId: tenant, invitationNumber: 1, by }),
    );
    accepts(world);
    await checkAgreement(world, tenant);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['invitation.cancelled', 'agreement.accepted']);
    expect(noted(world)).toEqual([]);
  });

  it('tells what a crash right after the commit left untold, and only once', async () => {
    const { world, id } = await hookedWorld();
    const { webhookDeliveries } = world;
    accepts(world);
    const crashing = { add: () => Promise.reject(new Error('crash')) };
    const { add } = webhookDeliveries;
    Object.assign(webhookDeliveries, crashing);
    await checkAgreement(world, tenant);
    Object.assign(webhookDeliveries, { add });
    expect(noted(world)).toHaveLength(1);
    // The message that was not sent might still be on its way.
    expect(await sweepWebhooks(world, fail)).toMatchObject({ announced: 0 });
    world.pass(31_000);
    expect(await sweepWebhooks(world, fail)).toMatchObject({ announced: 1 });
    await sweepWebhooks(world, fail);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['agreement.accepted']);
    expect(noted(world)).toEqual([]);
  });

  it('forgets a note whose change was never stored, and tells nothing of it', async () => {
    const { world, id } = await hookedWorld();
    const news = { type: 'agreement.accepted', customerTenantId: tenant, resellerTenantId: null } as const;
    const rest = { hash: 'f'.repeat(64), at: world.clock.now(), status: 'accepted' } as const;
    await world.webhookNews.note([{ ...news, ...rest, version: 3 }], world.clock.now());
    world.pass(31_000);
    await sweepWebhooks(world, fail);
    expect(noted(world)).toHaveLength(1);
    world.pass(3_600_000);
    await sweepWebhooks(world, fail);
    expect(noted(world)).toEqual([]);
    // Another change took the version.
    await world.webhookNews.note([{ ...news, ...rest, version: 1 }], world.clock.now());
    world.pass(31_000);
    await sweepWebhooks(world, fail);
    expect(noted(world)).toEqual([]);
    await deliverWebhooks(world, id);
    expect(world.hooks.sent).toEqual([]);
  });

  it('refuses a change rather than losing its news when the note cannot be stored', async () => {
    const { world } = await hookedWorld();
    Object.assign(world.webhookNews, { note: () => Promise.reject(new Error('no storage')) });
    accepts(world);
    const outcome = await checkAgreement(world, tenant).catch((failure: AgreementError) => failure.message);
    expect(outcome).toBe('no storage');
    expect(world.record().status).not.toBe('accepted');
  });

  it('keeps what is told for a paused endpoint, and nothing for one that is pending', async () => {
    const { world, id } = await hookedWorld();
    const { changeWebhookEndpoint } =
      await import('../../../../shared/workflows/webhooks/changeWebhookEndpoint.ts');
    await changeWebhookEndpoint(world, id, { state: 'paused' });
    accepts(world);
    await checkAgreement(world, tenant);
    await deliverWebhooks(world, id);
    expect(world.hooks.sent).toEqual([]);
    await changeWebhookEndpoint(world, id, { state: 'active' });
    expect(world.hooks.woken.at(-1)).toEqual({ endpointId: id, delayMs: 0 });
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['agreement.accepted']);
    world.hooks.receive(() => ({ status: 200, response: 'no echo' }));
    const pending = await activeEndpoint(world);
    await startRecord(world, {
      customerTenantId: other,
      companyName: 'C',
      domain: 'c.example',
      hasRelationship: true,
    });
    world.hooks.sent.length = 0;
    world.pass(24 * 3_600_000);
    await deliverWebhooks(world, pending.id);
    expect(typesOf(world.hooks)).toEqual(['endpoint.verification']);
  });
});
