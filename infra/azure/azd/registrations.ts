import { createHash } from 'node:crypto';

/** The same three registrations as in entra/main.bicep; a test compares them. */
export const appRoles = [
  { name: 'AdminAgent', may: 'Attests, invites and reads.' },
  { name: 'SalesAgent', may: 'Attests, invites and reads.' },
  { name: 'Viewer', may: 'Reads, and may report a refused order.' },
  { name: 'Reseller', may: 'Reads and invites its own customers only.' },
] as const;
/** Microsoft's: Partner Center's API, and its delegated permission user_impersonation (documented). */
const partnerCenterAppId = 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd';
const userImpersonationId = '1cebfa2a-fb4d-419e-b5f9-839b4383e05a';

/** Namespace of the function `guid` in templates: UUID version 5 (tried with the compiler; a test holds it). */
const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/** What `guid(...)` answers in a template, so that template and hook may take turns. */
export function templateGuid(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(parts.join('-')).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** How it is found again, the variable that holds its client id, and what it is. */
export type Registration = {
  readonly uniqueName: string;
  readonly variable: 'API_CLIENT_ID' | 'PORTAL_CLIENT_ID' | 'PARTNER_CENTER_CLIENT_ID';
  readonly principal: object;
  readonly application: { readonly displayName: string } & Record<string, unknown>;
};

/** The portal's addresses and who may call the API come later: they are known later. */
export function registrationsOf(uniqueName: string, tenantId: string): readonly Registration[] {
  return [
    {
      ...{ uniqueName, variable: 'API_CLIENT_ID' },
      // Entra issues no token at all to an account without a role.
      principal: { appRoleAssignmentRequired: true },
      application: {
        displayName: `Countersign API (${uniqueName})`,
        signInAudience: 'AzureADMyOrg',
        identifierUris: [`api://${tenantId}/${uniqueName}`],
        api: apiOf(uniqueName),
        appRoles: appRoles.map(({ name, may }) => ({
          ...{ id: templateGuid(uniqueName, name), value: name, displayName: name, description: may },
          ...{ isEnabled: true, allowedMemberTypes: ['Application', 'User'] },
        })),
      },
    },
    {
      ...{ uniqueName: `${uniqueName}-portal`, variable: 'PORTAL_CLIENT_ID', principal: {} },
      application: {
        displayName: `Countersign portal (${uniqueName})`,
        signInAudience: 'AzureADMyOrg',
      },
    },
    {
      ...{ uniqueName: `${uniqueName}-partner-center`, variable: 'PARTNER_CENTER_CLIENT_ID', principal: {} },
      application: {
        displayName: `Countersign at Partner Center (${uniqueName})`,
        // Multi-tenant, as the secure application model wants it (documented).
        signInAudience: 'AzureADMultipleOrgs',
        web: { redirectUris: ['http://localhost'] },
        requiredResourceAccess: [
          {
            resourceAppId: partnerCenterAppId,
            resourceAccess: [{ id: userImpersonationId, type: 'Scope' }],
          },
        ],
      },
    },
  ];
}

/** Users are not asked whether the portal may call the API for them. */
export function apiOf(uniqueName: string, portalClientId?: string): object {
  const scope = templateGuid(uniqueName, 'access');
  return {
    // The code takes v2.0 tokens only; their audience is the client id.
    requestedAccessTokenVersion: 2,
    ...(portalClientId && {
      preAuthorizedApplications: [{ appId: portalClientId, delegatedPermissionIds: [scope] }],
    }),
    oauth2PermissionScopes: [
      {
        ...{ id: scope, value: 'access', type: 'User', isEnabled: true },
        adminConsentDisplayName: 'Use Countersign',
        adminConsentDescription:
          "Lets an app call Countersign for the person who signed in, within that person's roles.",
      },
    ],
  };
}
