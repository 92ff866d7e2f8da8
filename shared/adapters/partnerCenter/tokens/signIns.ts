import { decodeJwt } from 'jose';
import type { SignIns, TokenFacts } from '../../../workflows/ports/connectionPorts.ts';
import type { TokenMode } from './tokenModes.ts';
import type { TokenSource } from './tokens.ts';

/** What our own tokens say. Nothing is decided by it: their reader is Partner Center, and the form may change. */
export function createSignIns(tokens: Readonly<Record<TokenMode, TokenSource>>): SignIns {
  return { inspect: async (mode) => read(await tokens[mode].token(), mode) };
}

/** Whether a token was given in this tenant; the claims of a token fresh from Entra need no check. */
export function isOfTenant(token: string, tenantId: string): boolean {
  return claimsOf(token)?.['tid'] === tenantId;
}

export function hasSecondFactor(token: string): boolean {
  const amr = claimsOf(token)?.['amr'];
  return Array.isArray(amr) && amr.includes('mfa');
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

function read(token: string, mode: TokenMode): TokenFacts {
  try {
    const { iat, exp, amr } = decodeJwt(token);
    const instant = (seconds: number | undefined) =>
      seconds === undefined ? null : new Date(seconds * 1000);
    const mfa = mode === 'appAndUser' && Array.isArray(amr) ? amr.includes('mfa') : null;
    return { issuedAt: instant(iat), expiresAt: instant(exp), mfa };
  } catch {
    return { issuedAt: null, expiresAt: null, mfa: null };
  }
}
