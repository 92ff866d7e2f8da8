import type { AgreementError } from '../errors.ts';

export type ProbeState = 'ok' | 'warn' | 'fail';
type Condition = { readonly state: ProbeState; readonly meaning: string; readonly fix: string | null };

const ok = (meaning: string): Condition => ({ state: 'ok', meaning, fix: null });
const warn = (meaning: string, fix: string): Condition => ({ state: 'warn', meaning, fix });
const fail = (meaning: string, fix: string): Condition => ({ state: 'fail', meaning, fix });

const consent = 'An Admin agent signs in with a second factor: `npm run partner-center:consent`.';

/**
 * Every state that a part of the connection can be in. The name is the contract and connection.md repeats
 * it; while a condition of the sign-in lasts, work at Partner Center waits, and resumes by itself afterwards.
 */
export const conditions = {
  signedIn: ok('Entra gives a token.'),
  consentWorks: ok('The refresh token can be redeemed.'),
  consentEndsSoon: warn(
    'The refresh token ends within two weeks, so the timer that replaces it every week does not.',
    'Look for `refreshPartnerCenterToken` in the logs, and check TOKEN_REFRESH_SCHEDULE and the app’s right to write secrets.',
  ),
  consentEnded: fail(
    'Entra takes the refresh token no more: it ended, the password was changed, or a second factor is asked for (AADSTS700082, 50173, 70043, 50076, 50079).',
    consent,
  ),
  accountDisabled: fail(
    'The service account is disabled, locked or gone (AADSTS50057, 50053, 50034).',
    `Enable the account in Entra, or choose another Admin agent. ${consent}`,
  ),
  wrongRegistration: fail(
    'Entra knows no such app in this tenant (AADSTS700016, 90002).',
    'Compare PARTNER_TENANT_ID and PARTNER_CENTER_CLIENT_ID with the app registration.',
  ),
  identityNotTrusted: fail(
    'The app registration does not trust the managed identity (AADSTS700211, 700213).',
    'Run the `entra` layer with `appPrincipalId`; issuer, subject and tenant of its federated credential have to be those of the identity.',
  ),
  tokenWithoutMfa: fail(
    'The sign-in behind the refresh token had no second factor, and Partner Center refuses its tokens (900421).',
    `Require MFA of the service account. ${consent}`,
  ),
  appRefused: fail(
    'Entra refuses the app itself (invalid_client): its secret or certificate has ended, or is another.',
    'Renew the credential of the app registration and store it where PARTNER_CENTER_CREDENTIAL says.',
  ),
  signInRefused: fail(
    'Entra or Partner Center refuses the sign-in.',
    'Look up the code in `facts`; it names the rule that was broken.',
  ),
  conditionalAccess: fail(
    'A Conditional Access policy shuts the service account out (AADSTS53000 to 53004, 53011, 53003x, 50158, or 900309). Signing in again does not help.',
    'Exclude the service account from the policy, or let the policy allow it from Azure; the sign-in log in Entra names the policy.',
  ),
  audienceRetired: fail(
    'Partner Center takes tokens for this audience no more (900420).',
    'Set PARTNER_CENTER_RESOURCE to https://api.partnercenter.microsoft.com, or remove it.',
  ),
  appOnlyRefused: fail(
    'Partner Center wants a user for this operation and was given the app (900329).',
    'Microsoft changed what the operation takes: report it; `shared/adapters/partnerCenter/tokenModes.ts` says who asks how.',
  ),
  accessDenied: fail(
    'Partner Center takes the token and denies the operation.',
    'Give the service account the role Admin agent or Sales agent, and the app the permission user_impersonation.',
  ),
  allowed: ok('Partner Center allows the operation.'),
  secretsUnavailable: fail(
    'The secret store does not answer, refuses the app, or lacks the secret.',
    'Check KEY_VAULT_URL, the app’s role on the vault, and the secret’s name.',
  ),
  unavailable: warn(
    'The service does not answer at the moment.',
    'Wait; look at Microsoft’s service health when it lasts. Nothing is lost meanwhile.',
  ),
  throttled: warn('The service asks us to slow down.', 'Wait: calls pause for as long as it asks.'),
  partnerFits: ok('The account at Partner Center is the one the settings name.'),
  otherPartner: fail(
    'The tokens belong to another partner’s tenant than PARTNER_TENANT_ID.',
    'Correct PARTNER_TENANT_ID, or consent again with an account of that tenant.',
  ),
  partnerTypeDiffers: fail(
    'Partner Center shows relationships that a partner of this PARTNER_TYPE does not have.',
    'Correct PARTNER_TYPE; `facts.detail` says what the account shows.',
  ),
  partnerAgreementSigned: ok('The Microsoft Partner Agreement is accepted.'),
  partnerAgreementOpen: fail(
    'The Microsoft Partner Agreement is not accepted, by us or by a reseller (`facts`). Nobody concerned can transact until it is (900123, 900124).',
    'A Global administrator accepts it in Partner Center, Account settings, Agreements; a reseller in an account of its own.',
  ),
  partnerAgreementUnknown: warn(
    'Partner Center does not tell whether the Microsoft Partner Agreement is accepted.',
    'Look at Account settings, Agreements in Partner Center.',
  ),
  webhookOurs: ok('Partner Center sends its notifications to this environment.'),
  webhookMissing: warn(
    'Partner Center sends no notifications, so news come with the next check only.',
    'Register: `npm run partner-center:webhook -- register`.',
  ),
  webhookIncomplete: warn(
    'The registration is ours, but events are missing or the signature comes in the wrong header.',
    'Register once more: `npm run partner-center:webhook -- register`.',
  ),
  webhookElsewhere: warn(
    'Partner Center sends its notifications to another environment; there is one registration per partner.',
    'If it shall be this one: `npm run partner-center:webhook -- register --replace`.',
  ),
  mailAccountWorks: ok('The mail service lets us in.'),
  mailAccountRefused: fail(
    'The mail service does not let us in.',
    'Check MAIL_ENDPOINT or MAIL_CONNECTION_STRING and the app’s role on the mail resource.',
  ),
  senderWorks: ok('No mail waits because of its sender.'),
  senderRefused: fail(
    'The mail service refuses our sender; invitations wait until it is mended.',
    'DomainNotLinked: link the domain of MAIL_SENDER to the mail resource. Else check MAIL_SENDER and the resource’s state.',
  ),
  mailFlows: ok('Mails go out at the pace of the quota.'),
  mailThrottled: warn(
    'The mail service asked for a pause, which all instances keep; mails wait in their order.',
    'Wait until it is over. If it comes back, lower MAIL_PER_MINUTE and MAIL_PER_HOUR, or ask Microsoft for a higher quota.',
  ),
  mailHeld: fail(
    'All mail waits, because the mail service refused our sender.',
    'Mend what the part `mailSender` names, then `POST /mail/resume`; it also tries again by itself.',
  ),
  mailStopped: fail(
    'All mail waits: so many of the last 200 mails went to addresses that do not exist that Microsoft may block the sender.',
    'Correct the addresses of the customers that are `undeliverable`, then `POST /mail/resume`; after a day it goes on by itself.',
  ),
  storageWorks: ok('Tables and queues answer.'),
  storageUnavailable: fail(
    'Table or queue storage does not answer.',
    'Check the storage account, its network rules and the app’s roles on it.',
  ),
  queuesFlow: ok('Messages are taken soon after they are sent.'),
  queuesLag: warn(
    'A message has waited for more than a quarter of an hour.',
    'Check that the functions run and are not throttled; the sweep does the work meanwhile.',
  ),
  noPoison: ok('No message has failed for good.'),
  poisonWaits: warn(
    'Messages have failed for good. The sweep does their work, unless it fails, too.',
    'Read their reasons at `GET /queues/{queueName}/poison-messages`, mend the cause, and replay them.',
  ),
  callsFlow: ok('Calls to Partner Center are not held back.'),
  callsPaused: warn('Partner Center asked for a pause, which all instances keep.', 'Wait until it is over.'),
  reconciliationRuns: ok('The last reconciliation is recent.'),
  reconciliationLate: warn(
    'The last reconciliation is more than an hour old, or there was none yet.',
    'Check that `reconcileAgreements` is enabled and RECONCILE_SCHEDULE is sound; its failures are in the logs.',
  ),
  discoveryRuns: ok('Customers new at Partner Center are found.'),
  discoveryBehind: warn(
    'The customer list was not read to its end for a day, or three runs failed: new customers are found late.',
    'Look for `discoverCustomers` in the logs; a position that keeps failing is given up by itself. `POST /discoveries` starts one now.',
  ),
  answersReadable: ok('Partner Center’s answers on agreements can be read.'),
  answersUnreadable: warn(
    'Partner Center answers on the agreements of some customers in a form that Countersign cannot read, so their status is unknown.',
    'Open the customers with the reason `unreadable`, and report the place that `partnerCenter.answer.unreadable` names in the logs. They are asked again every hour.',
  ),
  tooLate: warn('There was no answer in time.', 'Ask again; look at what the part depends on.'),
  notTold: fail('The question itself failed.', 'Look for `probeFailed` in the logs.'),
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof conditions;

/** Codes, counts, instants as text: no names, addresses or secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;
export type Finding = { readonly condition: ConditionName; readonly facts: Facts };

const severity: readonly ProbeState[] = ['ok', 'warn', 'fail'];

export function worstOf(states: readonly ProbeState[]): ProbeState {
  return states.reduce(
    (worst, state) => (severity.indexOf(state) > severity.indexOf(worst) ? state : worst),
    'ok',
  );
}

const byPartnerCenterCode: Readonly<Record<string, ConditionName>> = {
  '900420': 'audienceRetired',
  '900421': 'tokenWithoutMfa',
  '900329': 'appOnlyRefused',
  '900309': 'conditionalAccess',
  // Which of the two is which is not documented.
  '900123': 'partnerAgreementOpen',
  '900124': 'partnerAgreementOpen',
};
/** Families of Entra's codes, without their prefix (documented: Microsoft Entra authentication error codes). */
const byEntraCode = new Map<string, ConditionName>(
  Object.entries({
    conditionalAccess: '50005 50097 50131 50142 50158 50187 54005 700003',
    consentEnded:
      '50055 50072 50074 50076 50078 50079 50133 50135 50144 50173 65001 70008 70043 700081 700082 700084',
    accountDisabled: '50034 50053 50057 500341',
    wrongRegistration: '90002 90013 90023 700016 700038 7000229',
    identityNotTrusted: '700211 700212 700213 7000214',
    appRefused: '70001 7000112 7000215 7000222 700027',
    // The service account may not use the app, or asks for what it has no permission for: no new consent changes that.
    signInRefused: '50105 500011 500014 650052 650057',
  } satisfies Partial<Record<ConditionName, string>>).flatMap(([condition, codes]) =>
    codes.split(' ').map((code) => [code, condition as ConditionName] as const),
  ),
);
/** 53000 to 53011 and 530003 to 530084 are rules of Conditional Access and of security defaults, more of them each year. */
const ofConditionalAccess = /^530\d{2,3}$/;
/** Errors that ask for a person at the sign-in page (OpenID Connect). */
const ofTheUser = ['invalid_grant', 'interaction_required', 'login_required', 'consent_required'];
/** The app is unknown, its secret is wrong or ended, its certificate is not known (documented). */
const ofTheApp = ['invalid_client', 'unauthorized_client'];

/** The condition that a failure shows, with the codes to look up. */
export function findingOf({ code, details }: Pick<AgreementError, 'code' | 'details'>): Finding {
  const { entra, partnerCenter } = details;
  const microsoft = entra ? [entra.error, entra.code].filter(Boolean).join(' ') : partnerCenter?.code;
  const facts = { code, ...(microsoft ? { microsoft } : {}) };
  return { condition: conditionOf(code, details), facts };
}

function conditionOf(
  code: AgreementError['code'],
  { entra, partnerCenter }: AgreementError['details'],
): ConditionName {
  const number = entra?.code?.replace('AADSTS', '') ?? '';
  const ofEntra = ofConditionalAccess.test(number) ? 'conditionalAccess' : byEntraCode.get(number);
  if (ofEntra) return ofEntra;
  if (entra && ofTheUser.includes(entra.error)) return 'consentEnded';
  if (entra && ofTheApp.includes(entra.error)) return 'appRefused';
  const named = byPartnerCenterCode[partnerCenter?.code ?? ''];
  if (named) return named;
  switch (code) {
    case 'PARTNER_CENTER_SIGN_IN_FAILED':
      return 'signInRefused';
    case 'PARTNER_CENTER_DENIED':
    case 'PARTNER_CENTER_REFUSED':
      return 'accessDenied';
    case 'PARTNER_CENTER_UNAVAILABLE':
    case 'MAIL_UNAVAILABLE':
      return 'unavailable';
    case 'PARTNER_CENTER_THROTTLED':
    case 'MAIL_THROTTLED':
      return 'throttled';
    case 'MAIL_SENDER_REFUSED':
      return 'mailAccountRefused';
    case 'SECRETS_UNAVAILABLE':
      return 'secretsUnavailable';
    case 'STORAGE_UNAVAILABLE':
      return 'storageUnavailable';
    default:
      return 'notTold';
  }
}
