import { loadConfig } from '../../shared/config.ts';
import { createServices, type Services } from '../../shared/services.ts';
import type { AgreementRecord } from '../../shared/domain/customers/record.ts';
import { discoverCustomers } from '../../shared/workflows/discovery/discoverCustomers.ts';
import { inviteCustomer } from '../../shared/workflows/invitations/inviteCustomer.ts';
import { openInvitation } from '../../shared/workflows/invitations/openInvitation.ts';
import { reconcileAgreements } from '../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { seedAttestations } from './seedAttestations.ts';
import { sendMail } from '../../shared/workflows/reconciliation/sendMail.ts';
import { transition } from '../../shared/workflows/customers/transition.ts';
import type { Language } from '../../shared/domain/language.ts';

const dayMs = 24 * 60 * 60 * 1000;
const demoAgent = { kind: 'agent', id: 'b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90' } as const;

/**
 * Gives a new local environment a past: customers discovered and invited weeks ago. Everything happens
 * through the app's own workflows, only with a clock that is set back, so the histories are real ones.
 */
export async function seed(settings: Readonly<Record<string, string>>): Promise<void> {
  let daysAgo = 40;
  const clock = { now: () => new Date(Date.now() - daysAgo * dayMs) };
  // Everything is done here and now, so no function has to be woken for it.
  const noWakeUps = { send: async (): Promise<void> => undefined };
  const services = {
    ...(await createServices(loadConfig(settings), clock)),
    mailWakeUps: noWakeUps,
    checkWakeUps: noWakeUps,
    attestationWakeUps: noWakeUps,
  };
  const counts = await services.customerIndex.counts();
  if (Object.values(counts).some((count) => count > 0)) return;

  await discoverCustomers(services);
  const simulated = await readSimulated(settings);
  const [expired, alsoExpired, bounced, sent, opened, declined] = await recordsOf(
    services,
    toInvite(simulated),
  );
  if (expired) await invite(services, expired, { language: null, firstName: 'Nora' });
  if (alsoExpired) await invite(services, alsoExpired, { language: null, firstName: 'Jonas' });

  daysAgo = 2;
  if (bounced) {
    await invite(services, bounced, { language: null, firstName: 'Ines' });
    await transition(services, bounced.customerTenantId, {
      by: { kind: 'system' },
      decide: () => [{ type: 'invitationUndeliverable', number: 1, sending: 1, reason: 'bounced' }],
    });
  }
  if (sent) await invite(services, sent, { language: 'en', firstName: 'Maya' });
  if (opened) {
    await invite(services, opened, { language: 'fr', firstName: 'Luc' });
    await openInvitation(services, { customerTenantId: opened.customerTenantId, number: 1 }, true);
  }
  daysAgo = 0;
  // One step per customer and sweep: who has expired, the notice of it, and a look at Microsoft.
  for (let step = 0; step < 3; step += 1) await sweep(services);
  // Attesting needs the country, which the first look at Microsoft brought.
  const [sentBack] = await recordsOf(
    services,
    simulated.filter(({ cannotAcceptDirectly }) => cannotAcceptDirectly),
  );
  // Indirect resellers may not attest.
  if (services.policy.partnerType === 'indirectReseller') return;
  await seedAttestations(services, { sentBack, declined });
}

type Simulated = {
  readonly id: string;
  readonly isSigned: boolean;
  readonly agreements: readonly unknown[];
  readonly relationship: string;
  readonly cannotAcceptDirectly: boolean;
};

async function readSimulated(settings: Readonly<Record<string, string>>): Promise<readonly Simulated[]> {
  const answer = await fetch(`${settings['PARTNER_CENTER_URL'] ?? ''}/_control/customers`);
  return ((await answer.json()) as { items: Simulated[] }).items;
}

/** Those a partner would invite or attest for, always in the same order. */
function toInvite(simulated: readonly Simulated[]): readonly Simulated[] {
  const open = simulated.filter(
    (one) =>
      !one.isSigned &&
      one.agreements.length === 0 &&
      one.relationship === 'reseller' &&
      !one.cannotAcceptDirectly,
  );
  // Microsoft's sample customer stays as it is, since documentation speaks of it; so do the last few, to try.
  return open.filter(({ id }) => !id.startsWith('14876998')).slice(0, 6);
}

async function recordsOf(
  { agreements }: Services,
  simulated: readonly Simulated[],
): Promise<AgreementRecord[]> {
  const stored = await Promise.all(simulated.map(({ id }) => agreements.find(id)));
  return stored.flatMap((one) => (one ? [one.record] : []));
}

async function invite(
  services: Services,
  { customerTenantId, domain }: AgreementRecord,
  { language, firstName }: { language: Language | null; firstName: string },
): Promise<void> {
  const email = `${firstName.toLowerCase()}@${domain}`;
  const recipient = { firstName, lastName: 'Muster', email, phone: null };
  const request = { kind: 'existingCustomer', delivery: 'email', recipient, language, note: null } as const;
  await inviteCustomer(services, { customerTenantId, request, by: demoAgent });
  await sendMail(services, customerTenantId);
}

async function sweep(services: Services): Promise<void> {
  const report = (failure: unknown): void => {
    console.error('A sample customer could not be reconciled:', failure);
  };
  await reconcileAgreements(services, { nextRunAt: null, report });
}
