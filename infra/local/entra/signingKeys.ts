import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export type SigningKeys = {
  /** Signs with the newest key, RS256 with `kid`. */
  sign(claims: JWTPayload): Promise<string>;
  /** What the discovery endpoint publishes, newest first. */
  published(): { keys: JWK[] };
  /** Makes a new signing key; tokens signed before stay valid. Answers its id. */
  rotate(): Promise<string>;
  /** Withdraws all keys but the newest. */
  forgetOld(): void;
};

type Key = { kid: string; privateKey: CryptoKey; published: JWK };

export async function createSigningKeys(): Promise<SigningKeys> {
  let newest = await createKey();
  let older: Key[] = [];
  return {
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: newest.kid })
        .sign(newest.privateKey),
    published: () => ({ keys: [newest, ...older].map((key) => key.published) }),
    async rotate() {
      const created = await createKey();
      older = [newest, ...older];
      newest = created;
      return newest.kid;
    },
    forgetOld: () => void (older = []),
  };
}

async function createKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const kid = randomUUID();
  // Entra's published keys carry no `alg` (unverified here): a verifier has to pin RS256 itself.
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}
