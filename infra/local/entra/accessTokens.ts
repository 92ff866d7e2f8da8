import { createHash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { ClientProof } from './clients.ts';
import { guidFrom, type Person } from './people.ts';
import { TokenRefused } from './tokenError.ts';
import type { World } from './world.ts';

/** What a token is for: `audience` goes into `aud`; our own API asks for version 2 tokens. */
export type Resource = { audience: string; version: 1 | 2; scopes: string };

export const partnerCenterResource = 'https://api.partnercenter.microsoft.com';
/** Partner Center's own app id: documented. */
const partnerCenterAppId = 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd';

const knownResources = new Set([
  partnerCenterResource,
  partnerCenterAppId,
  'https://graph.microsoft.com',
  // Partner Center's audience until August 2025: Entra still issues it, Partner Center refuses it.
  'https://graph.windows.net',
]);

/** @throws {TokenRefused} for a resource that is not registered. */
export function findResource(world: World, name: string, scopes: string): Resource {
  const { audience } = world.api;
  if (name === audience || name === `api://${audience}`) return { audience, version: 2, scopes };
  if (knownResources.has(name.replace(/\/$/, ''))) return { audience: name, version: 1, scopes };
  throw new TokenRefused(
    'unknownResource',
    `The resource principal named ${name} was not found in the tenant named ${world.tenantId}.`,
  );
}

/** An access token for a program of its own accord: `idtyp` app, no `scp`. */
export function issueAppToken(
  world: World,
  resource: Resource,
  { client, provedBy }: ClientProof,
): Promise<string> {
  const principal = guidFrom(`service principal ${client.clientId}`);
  const ours = resource.version === 2;
  return world.keys.sign({
    ...commonClaims(world, resource),
    ...clientClaims(resource, client.clientId, provedBy),
    idtyp: 'app',
    oid: principal,
    sub: principal,
    ...(ours && world.settings.appRoles.length > 0 ? { roles: [...world.settings.appRoles] } : {}),
  });
}

/** An access token for a program on behalf of a person. */
export function issueUserToken(
  world: World,
  resource: Resource,
  { client, provedBy, person }: ClientProof & { person: Person },
): Promise<string> {
  const ours = resource.version === 2;
  return world.keys.sign({
    ...commonClaims(world, resource),
    ...clientClaims(resource, client.clientId, provedBy),
    oid: person.oid,
    sub: subject(person, resource.audience),
    name: person.name,
    scp: resource.scopes,
    ...(ours
      ? { preferred_username: person.userName, ...roleClaims(person) }
      : {
          amr: world.settings.mfa ? ['pwd', 'mfa'] : ['pwd'],
          idtyp: 'user',
          unique_name: person.userName,
          upn: person.userName,
        }),
  });
}

/** Tells the client who signed in. */
export function issueIdToken(
  world: World,
  clientId: string,
  person: Person,
  nonce?: string,
): Promise<string> {
  const ours = clientId === world.api.clientId.toLowerCase();
  return world.keys.sign({
    ...commonClaims(world, { audience: clientId, version: 2, scopes: '' }),
    oid: person.oid,
    sub: subject(person, clientId),
    name: person.name,
    preferred_username: person.userName,
    ...(ours ? roleClaims(person) : {}),
    ...(nonce === undefined ? {} : { nonce }),
  });
}

/** The roles of our API a person holds. */
export function roleClaims(person: Person): JWTPayload {
  const { roles, resellerTenantId } = person;
  return { roles: [...roles], ...(resellerTenantId ? { reseller_tenant_id: resellerTenantId } : {}) };
}

/** Documented: a person's `sub` differs from app to app, their `oid` does not. */
export function subject(person: Person, audience: string): string {
  return createHash('sha256').update(`${person.oid} ${audience}`).digest('base64url');
}

function commonClaims(world: World, { audience, version }: Resource): JWTPayload {
  const issuedAt = Math.floor(world.now().getTime() / 1000);
  return {
    aud: audience,
    // A version 1 issuer really is https://sts.windows.net/{tenant}/.
    iss: version === 2 ? `${world.url}/${world.tenantId}/v2.0` : `${world.url}/${world.tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + world.settings.tokenLifetimeSeconds,
    tid: world.tenantId,
    uti: randomUUID(),
    ver: version === 2 ? '2.0' : '1.0',
  };
}

// How the client proved itself: 0 not at all, 1 with a secret, 2 with an assertion (documented).
function clientClaims(resource: Resource, clientId: string, provedBy: ClientProof['provedBy']): JWTPayload {
  const level = { nothing: '0', secret: '1', assertion: '2' }[provedBy];
  return resource.version === 2 ? { azp: clientId, azpacr: level } : { appid: clientId, appidacr: level };
}
