import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { roles, type Caller } from '../../domain/caller.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import { fetchWithin } from '../fetchWithin.ts';
import { createKnownCallers, type Verified } from './knownCallers.ts';
import { homeTenantOf, refuseKind, type AdmittedKinds } from './refuseKind.ts';

export type CallerVerifierOptions = AdmittedKinds & {
  /** `https://login.microsoftonline.com` in the public cloud. */
  readonly entraUrl: string;
  /** The partner's own tenant. */
  readonly tenantId: string;
  /** Client id of our API: what `aud` of a v2.0 token holds. */
  readonly audience: string;
  /** Client ids that may call; an empty list admits no client. */
  readonly allowedClients: readonly string[];
  readonly clock: Clock;
};

export type CallerVerifier = {
  /** @throws {AgreementError} `NOT_AUTHENTICATED` · `IDENTITY_UNAVAILABLE` · `ROLE_NOT_ALLOWED` for a kind of token not admitted */
  verify(authorizationHeader: string | null): Promise<Caller>;
};

const maxHeader = 16 * 1024;
const clockToleranceS = 60;
const keysTimeoutMs = 5000;
/** Keys we hold outlive a short outage of Entra; a new key is fetched when a token first names it. */
const keysMaxAgeMs = 60 * 60_000;

/**
 * Verifies Entra access tokens (v2.0). Algorithm, issuer and keys are ours to say, never the token's (RFC 8725).
 * Whatever is wrong, the caller hears the same: which check failed helps only those who try.
 */
export function createCallerVerifier(options: CallerVerifierOptions): CallerVerifier {
  const { tenantId, audience, clock } = options;
  const entraUrl = options.entraUrl.replace(/\/$/, '');
  const keys = reachableKeys(new URL(`${entraUrl}/${tenantId}/discovery/v2.0/keys`));
  const claims = expectedClaims(options);
  const callerOf = createKnownCallers(verifyToken, clock);
  return {
    async verify(authorizationHeader) {
      try {
        return await callerOf(bearerToken(authorizationHeader));
      } catch (error) {
        if (error instanceof AgreementError) throw error;
        throw new AgreementError('NOT_AUTHENTICATED', 'A valid access token of your organisation is needed.');
      }
    },
  };

  async function verifyToken(token: string): Promise<Verified> {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: `${entraUrl}/${tenantId}/v2.0`,
      audience,
      clockTolerance: clockToleranceS,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'nbf'],
    });
    const endsAtS = (payload.exp ?? 0) + clockToleranceS;
    const known = claims.parse(payload);
    refuseKind(known, options);
    return { caller: caller(known), until: new Date(endsAtS * 1000) };
  }
}

function bearerToken(header: string | null): string {
  if (!header || header.length > maxHeader) throw new Error('no usable header');
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header) ?? [];
  if (!token) throw new Error('not a bearer token of three parts');
  return token;
}

/** Not finding a key is the token's fault; not getting any is not. */
function reachableKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    cacheMaxAge: keysMaxAgeMs,
    async [customFetch](address, { method, headers }) {
      const fetched = await fetchWithin(address, { method, headers }, { timeoutMs: keysTimeoutMs });
      return new Response(Buffer.from(fetched.bytes), { status: fetched.status });
    },
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
        throw cause;
      }
      throw new AgreementError('IDENTITY_UNAVAILABLE', 'The keys of Microsoft Entra cannot be read.', {
        cause,
      });
    }
  };
}

const nilGuid = '00000000-0000-0000-0000-000000000000';
const guid = z
  .guid()
  .transform((id) => id.toLowerCase())
  .refine((id) => id !== nilGuid);

function expectedClaims({ tenantId, audience, allowedClients }: CallerVerifierOptions) {
  return z
    .object({
      // One audience: a token that is also for others is not for us.
      aud: z.literal(audience),
      iss: z.string(),
      tid: z.literal(tenantId),
      oid: guid,
      azp: z.string().refine((clientId) => allowedClients.includes(clientId)),
      ver: z.literal('2.0'),
      name: z.string().optional().catch(undefined),
      roles: z.array(z.string()).default([]),
      reseller_tenant_id: guid.optional(),
      scp: z.string().optional(),
      idtyp: z.string().optional(),
      idp: z.string().optional(),
      acct: z.union([z.number(), z.string()]).optional(),
    })
    .transform((claims) => ({
      ...claims,
      // A guest's home tenant stands for its reseller where no claim names one.
      reseller_tenant_id: claims.reseller_tenant_id ?? homeTenantOf(claims, tenantId),
    }))
    .refine((claims) => !claims.roles.includes('Reseller') || claims.reseller_tenant_id);
}

function caller(claims: z.infer<ReturnType<typeof expectedClaims>>): Caller {
  const { tid, oid, azp, name } = claims;
  return {
    id: oid,
    name: shownName(name),
    key: createHash('sha256')
      .update(JSON.stringify([tid, oid, azp]))
      .digest('hex'),
    clientId: azp,
    // Roles we do not know grant nothing.
    roles: roles.filter((role) => claims.roles.includes(role)),
    resellerTenantId: claims.roles.includes('Reseller') ? (claims.reseller_tenant_id ?? null) : null,
  };
}

const longestName = 100;

/** One line without control and bidi characters: the name is shown in lists and histories. */
function shownName(name = ''): string | null {
  const shown = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return [...shown].slice(0, longestName).join('').trim() || null;
}
