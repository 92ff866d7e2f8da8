import {
  chooseTemplateLanguage,
  documentLifetimeMs,
  isFallback,
  type AgreementTemplate,
  type FoundTemplate,
} from '../../domain/attestations/agreementTemplate.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import type { Needs } from '../ports/ports.ts';

type Parts = Pick<Needs, 'partnerCenter' | 'policy' | 'clock'>;

/** The template in force. @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `PARTNER_CENTER_…` */
export async function readAgreementTemplate({
  partnerCenter,
  policy,
}: Pick<Parts, 'partnerCenter' | 'policy'>): Promise<AgreementTemplate> {
  requireAttester(policy.partnerType);
  return partnerCenter.agreementTemplate();
}

/**
 * Fresh links to the agreement of a country. Nothing is asked of Microsoft for a country it does not offer,
 * and what it gives in another language than the one wanted is said to be so.
 * @throws {AgreementError} `COUNTRY_NOT_OFFERED` · `INVALID_INPUT` · `RESELLER_CANNOT_ATTEST` · `PARTNER_CENTER_…`
 */
export async function findAgreementTemplate(
  needs: Parts,
  { country, language: wanted }: { readonly country: string; readonly language: string | null },
): Promise<FoundTemplate> {
  const { language, offered } = chooseTemplateLanguage(country, wanted);
  const { templateId } = await readAgreementTemplate(needs);
  // Before the call, so that the links never end earlier than told.
  const expiresAt = new Date(needs.clock.now().getTime() + documentLifetimeMs);
  const document = await needs.partnerCenter.templateDocument(templateId, { country, language });
  return {
    templateId,
    requestedLanguage: wanted,
    languageFallback: isFallback(wanted, document.language),
    offeredLanguages: offered,
    document,
    expiresAt,
  };
}
