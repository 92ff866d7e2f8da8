import type { MiddlewareHandler } from 'hono';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ApiEnv, Caller } from './apiEnv.ts';
import { refusal, Refusal, signInNeeded } from './refusal.ts';
import type { State } from './state.ts';

const audience = 'https://api.partnercenter.microsoft.com';
/** Documented: tokens for this older audience are answered with a code of their own since August 2025. */
const retiredAudience = 'https://graph.windows.net';

/** Which tokens an operation takes: of the application alone, of a user, or either. */
export type Access = 'app' | 'user' | 'both';

/** Lets only callers with a valid access token of the partner's tenant through; says who they are. */
export function authenticate(state: State, entraUrl: string): MiddlewareHandler<ApiEnv> {
  const jwks = new URL(`${entraUrl}/${state.partner.tenantId}/discovery/v2.0/keys`);
  // A restarted Entra simulator has new keys: look again soon.
  const keys = createRemoteJWKSet(jwks, { cooldownDuration: 1000 });

  const verify = async (token: string, correlationId: string): Promise<JWTPayload> => {
    try {
      const options = { algorithms: ['RS256'], audience, currentDate: state.clock() };
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed && error.payload.aud === retiredAudience) {
        throw refusal(401, 900420, 'The audience of the access token is no longer supported.', 'PartnerFD');
      }
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
        console.error('Partner Center simulator: no keys from', jwks.href, error);
        throw new Refusal(503);
      }
      throw signInNeeded(correlationId);
    }
  };

  return async (c, next) => {
    const [scheme = '', token] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme.toLowerCase() !== 'bearer' || !token) throw signInNeeded(c.var.correlationId);
    const claims = await verify(token, c.var.correlationId);
    if (state.settings.partnerType === 'indirectReseller') {
      // Documented that resellers have no access; the code of the refusal is unverified.
      throw refusal(403, 2032, 'Access denied.', 'PartnerFD');
    }
    const caller = callerOf(claims, state.partner.tenantId);
    if (caller.kind === 'user' && !caller.hasMfa && state.settings.mfaEnforced) {
      throw refusal(401, 900421, 'Multi-factor authentication is required for this request.', 'PartnerFD');
    }
    // Documented that the header makes the answer report it; where in the answer is unverified.
    if (c.req.header('validatemfa') === 'true') {
      c.header('isMfaCompliant', String(caller.kind === 'app' || caller.hasMfa));
    }
    c.set('caller', caller);
    await next();
  };
}

function callerOf(claims: JWTPayload, partnerTenantId: string): Caller {
  if (String(claims['tid']).toLowerCase() !== partnerTenantId)
    throw refusal(403, 2032, 'Access denied.', 'PartnerFD');
  const { scp, oid, amr } = claims;
  if (typeof scp === 'string' && scp.split(' ').includes('user_impersonation') && typeof oid === 'string') {
    return { kind: 'user', userId: oid, hasMfa: Array.isArray(amr) && amr.includes('mfa') };
  }
  if (claims['idtyp'] === 'app' && scp === undefined) return { kind: 'app' };
  throw refusal(401, 400, 'Access denied.', 'PartnerFD');
}

/** @throws {Refusal} 403 when the operation does not take such a token. */
export function allow(caller: Caller, access: Access): void {
  if (access === 'both' || access === caller.kind) return;
  if (caller.kind === 'app') {
    throw refusal(403, 900329, 'The resource does not support application-only authentication.', 'PartnerFD');
  }
  // Documented that such operations are for applications only; the code of the refusal is unverified.
  throw refusal(403, 2032, 'The resource supports application-only authentication.', 'PartnerFD');
}

/** Guards one route, see {@link allow}. */
export function only(access: Access): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    allow(c.var.caller, access);
    await next();
  };
}
