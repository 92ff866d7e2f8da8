import type { guestKinds } from '../../domain/caller.ts';
import { AgreementError } from '../../domain/errors.ts';

export type AdmittedKinds = {
  readonly tenantId: string;
  /** Client ids that may call with tokens of their own, without a person. */
  readonly appOnlyClients: readonly string[];
  /** Guests of the partner's tenant: none, those with the role `Reseller` alone, or all. */
  readonly guests: (typeof guestKinds)[number];
};

/** Claims of a verified token. */
type Claims = {
  readonly iss: string;
  readonly tid: string;
  readonly azp: string;
  readonly roles: readonly string[];
  /** What a person lets the client do; a token without it has no person (documented). */
  readonly scp?: string | undefined;
  /** Optional claim; `app` on tokens without a person (documented). */
  readonly idtyp?: string | undefined;
  /** The issuer of the home tenant, on tokens of guests (documented). */
  readonly idp?: string | undefined;
  /** Optional claim; 1 on tokens of guests (documented). */
  readonly acct?: string | number | undefined;
};

/**
 * A token of the partner's tenant says nothing yet about trust: whoever may consent there can give a program an app
 * role, and whoever may invite can make a guest. @throws {AgreementError} `ROLE_NOT_ALLOWED`
 */
export function refuseKind(claims: Claims, { appOnlyClients, guests }: AdmittedKinds): void {
  if (isAppOnly(claims)) {
    if (appOnlyClients.includes(claims.azp)) return;
    throw new AgreementError(
      'ROLE_NOT_ALLOWED',
      'This program may not call without a person. The setting API_APP_ONLY_CLIENTS lists the programs that may.',
    );
  }
  if (!isGuest(claims) || guests === 'all') return;
  const isReseller = claims.roles.length === 1 && claims.roles[0] === 'Reseller';
  if (guests === 'resellers' && isReseller) return;
  throw new AgreementError(
    'ROLE_NOT_ALLOWED',
    "Guests of the partner's tenant may not call with this role. The setting API_GUESTS says which guests may.",
  );
}

function isAppOnly({ scp, idtyp }: Claims): boolean {
  return idtyp === 'app' || !scp?.trim();
}

function isGuest({ iss, tid, idp = iss, acct }: Claims): boolean {
  return String(acct) === '1' || (idp !== iss && tenantOfIssuer(idp) !== tid.toLowerCase());
}

/** Lower-case id of the tenant in which a guest signed in; undefined for members and for guests without one. */
export function homeTenantOf({ idp = '' }: Pick<Claims, 'idp'>, tenantId: string): string | undefined {
  const home = tenantOfIssuer(idp);
  return home === tenantId.toLowerCase() || home === consumers ? undefined : home;
}

/** Microsoft's tenant of all personal accounts (documented). */
const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad';

const guidForm = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** `https://sts.windows.net/<id>/` and `https://login.microsoftonline.com/<id>/v2.0` (documented). */
const issuerForm = new RegExp(
  `^https://(?:sts\\.windows\\.net|login\\.microsoftonline\\.com)/(${guidForm})(?:/|/v2\\.0)?$`,
  'i',
);

function tenantOfIssuer(issuer: string): string | undefined {
  return issuerForm.exec(issuer)?.[1]?.toLowerCase();
}
