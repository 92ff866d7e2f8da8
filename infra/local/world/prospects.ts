import { discoverCustomers } from '../../../shared/workflows/discovery/discoverCustomers.ts';
import { advanceProspect } from '../../../shared/workflows/prospects/advanceProspect.ts';
import { inviteProspect } from '../../../shared/workflows/prospects/inviteProspect.ts';
import { localPartner } from '../localSettings.ts';
import { by, takeReports, type Stage } from './stage.ts';

type Company = { readonly companyName: string; readonly domain?: string };

/** Invites a company that is no customer yet into the relationship; `email` names the person there. */
export async function inviteCompany(
  stage: Stage,
  { companyName, domain }: Company,
  [firstName, lastName, email]: readonly [string, string, string],
): Promise<void> {
  const { services } = stage;
  const request = {
    recipient: { firstName, lastName, email, phone: null },
    ...{ companyName, domain: domain ?? null, resellerTenantId: null },
    ...({ language: null, note: null, delivery: 'email' } as const),
  } as const;
  const outcome = await inviteProspect(services, { request, by: by('mara') });
  if (outcome.kind === 'changed') await advanceProspect(services, outcome.record.id);
  await takeReports(stage);
}

/** The company's administrator takes the partner and accepts the agreement; the next discovery finds the customer. */
export async function joinAsCustomer(
  stage: Stage,
  company: { companyName: string; domain: string; country: string; email: string },
): Promise<void> {
  const { services, urls } = stage;
  const form = {
    ...{ invType: 'ResellerRelationship', partnerId: localPartner.tenantId, msppId: '0', DAP: 'false' },
    ...{ tenant: 'new', role: 'globalAdministrator', authorize: 'yes', agree: 'yes', ...company },
  };
  const answer = await fetch(`${urls.partnerCenter}/AdminPortal/invitation`, {
    ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
  });
  if (answer.status !== 303) throw new Error(`${company.companyName} could not join.`);
  await discoverCustomers(services);
  for (const prospect of await services.prospects.followed()) await advanceProspect(services, prospect.id);
  await takeReports(stage);
}
