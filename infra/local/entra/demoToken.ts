import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { roleClaims, subject } from './accessTokens.ts';
import { appRoles, isAppRole, personFor, type AppRole } from './people.ts';
import type { World } from './world.ts';

const parameters = [
  ...['role', 'reseller', 'name', 'oid', 'expiresInSeconds', 'aud', 'tid', 'azp', 'guestOf', 'app'],
] as const;
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** `GET /token`: a bearer token for our API as plain text, for curl. Not a part of Entra. */
export async function answerDemoToken(world: World, c: Context): Promise<Response> {
  const query = c.req.query();
  const problem = findProblem(query);
  if (problem) return c.text(`${problem}\n`, 400);
  const token = await world.keys.sign(claims(world, query));
  return c.text(token, 200, { 'Cache-Control': 'no-store' });
}

function findProblem(query: Record<string, string>): string | undefined {
  const unknown = Object.keys(query).find((one) => !(parameters as readonly string[]).includes(one));
  if (unknown !== undefined) return `Unknown parameter "${unknown}". Known are ${parameters.join(', ')}.`;
  const names = splitRoles(query);
  if (names.length === 0) return `Say which role: ?role=AdminAgent. Roles are ${appRoles.join(', ')}.`;
  const wrong = names.find((one) => !isAppRole(one));
  if (wrong !== undefined)
    return `Unknown role "${wrong}". Roles are ${appRoles.join(', ')}, separated by commas.`;
  if (query['reseller'] && !guid.test(query['reseller'])) return 'The reseller has to be a tenant id (GUID).';
  if (query['guestOf'] !== undefined && !guid.test(query['guestOf']))
    return 'guestOf has to be the id (GUID) of the home tenant.';
  const seconds = query['expiresInSeconds'];
  if (seconds !== undefined && !/^-?\d{1,9}$/.test(seconds))
    return 'expiresInSeconds has to be a whole number.';
  return undefined;
}

function claims(world: World, query: Record<string, string>) {
  const roles = splitRoles(query).filter((one): one is AppRole => isAppRole(one));
  const person = { ...personFor(roles, query['name']) };
  const reseller = query['reseller'];
  if (reseller !== undefined && roles.includes('Reseller')) person.resellerTenantId = reseller.toLowerCase();
  if (query['oid']) person.oid = query['oid'];
  const audience = query['aud'] ?? world.api.audience;
  const now = Math.floor(world.now().getTime() / 1000);
  const expires = now + Number(query['expiresInSeconds'] ?? world.settings.tokenLifetimeSeconds);
  // A token that has run out was issued before it did.
  const issued = Math.min(now, expires - 60);
  return {
    aud: audience,
    iss: `${world.url}/${world.tenantId}/v2.0`,
    iat: issued,
    nbf: issued,
    exp: expires,
    azp: query['azp'] ?? world.api.clientId,
    azpacr: '0',
    name: person.name,
    oid: person.oid,
    preferred_username: person.userName,
    ...roleClaims(person),
    // A token of a program has no person and so no scope; a guest's names the home tenant (documented).
    ...(query['app'] === 'true' ? { idtyp: 'app' } : { scp: 'access_as_user' }),
    ...(query['guestOf'] ? { idp: `https://sts.windows.net/${query['guestOf'].toLowerCase()}/` } : {}),
    sub: subject(person, audience),
    tid: query['tid'] ?? world.tenantId,
    uti: randomUUID(),
    ver: '2.0',
  };
}

function splitRoles(query: Record<string, string>): string[] {
  return (query['role'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
