import { AgreementError } from './errors.ts';

/** First domains of tenants in national clouds, by Microsoft's naming (third party; the cloud itself is told nowhere). */
const nationalDomain = /\.(onmicrosoft\.us|onmschina\.cn|onmicrosoft\.de)$/i;

export function isOfNationalCloud(domain: string | null): boolean {
  return domain !== null && nationalDomain.test(domain);
}

/**
 * None of the agreement's calls exists outside of the public cloud (documented), so a customer known to
 * be elsewhere is refused before anything is sent.
 * @throws {AgreementError} `CLOUD_NOT_SUPPORTED`
 */
export function refuseNationalCloud(domain: string | null, pointer?: string): void {
  if (!isOfNationalCloud(domain)) return;
  throw new AgreementError(
    'CLOUD_NOT_SUPPORTED',
    'This customer is in a national cloud, where the Microsoft Customer Agreement is not accepted this way. Use the partner account of that cloud.',
    pointer === undefined ? {} : { fields: [{ pointer, message: 'is the domain of a national cloud' }] },
  );
}
