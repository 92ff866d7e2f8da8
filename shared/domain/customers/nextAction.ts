import type { Role } from '../caller.ts';
import { isOfNationalCloud } from '../cloud.ts';
import { isAgreementOffered } from '../country.ts';
import type { PartnerType } from '../partnerCenter/partnerType.ts';
import { readiness, type Readiness } from './readiness.ts';
import type { AgreementRecord } from './record.ts';

/** The person to whom the next action is shown. */
export type Viewer = { readonly roles: readonly Role[]; readonly partnerType: PartnerType };

type Known = Pick<AgreementRecord, 'status' | 'domain' | 'country'> & Parameters<typeof readiness>[0];

const commands: readonly Readiness['nextAction'][] = ['invite', 'attest', 'resend', 'correctRecipient'];

/** Readiness whose next action is none that this viewer would be refused; where it is, who may take it instead. */
export function readinessFor(record: Known, viewer: Viewer): Readiness {
  const plain = readiness(record);
  return { ...plain, nextAction: allowedAction(plain.nextAction, record, viewer) };
}

function allowedAction(
  action: Readiness['nextAction'],
  { domain, country }: Known,
  { roles, partnerType }: Viewer,
): Readiness['nextAction'] {
  const isCommand = commands.includes(action);
  if (!isCommand && action !== 'check') return action;
  // Elsewhere the agreement can be neither accepted nor read, so no caller may go on here.
  if (isOfNationalCloud(domain)) return 'contactSupport';
  if (isCommand && country !== null && !isAgreementOffered(country)) return 'contactSupport';
  if (action === 'attest' && partnerType === 'indirectReseller') return 'askProvider';
  if (roles.includes('AdminAgent') || roles.includes('SalesAgent')) return action;
  return roles.includes('Reseller') ? 'askProvider' : 'askAgent';
}
