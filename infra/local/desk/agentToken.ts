import { decodeJwt } from 'jose';

/** Hands out a demo agent's bearer token, a new one when half of the old one's life is over. */
export function createAgentToken(entraUrl: string, now = () => Date.now()): () => Promise<string> {
  let kept = { token: '', renewAtMs: 0 };
  return async () => {
    if (now() < kept.renewAtMs) return kept.token;
    const token = await (await fetch(`${entraUrl}/token?role=AdminAgent`)).text();
    const { iat = 0, exp = 0 } = decodeJwt(token);
    kept = { token, renewAtMs: ((iat + exp) / 2) * 1000 };
    return token;
  };
}
