import type { AgreementTemplate, FoundTemplate } from '../../domain/attestations/agreementTemplate.ts';
import { languagesOffered, templateCountries } from '../../domain/attestations/templateCountries.ts';
import type { MetadataView, TemplateView } from './agreementTemplate.ts';

/** The links to the agreement, with what was asked for beside what there is. */
export function presentTemplate({
  document,
  offeredLanguages,
  expiresAt,
  ...found
}: FoundTemplate): TemplateView {
  return {
    ...found,
    ...document,
    offeredLanguages: [...offeredLanguages],
    expiresAt: expiresAt.toISOString(),
  };
}

/** The template in force and where it is offered. */
export function presentMetadata({ templateId, agreementLink, readAt }: AgreementTemplate): MetadataView {
  return {
    templateId,
    agreementType: 'MicrosoftCustomerAgreement',
    agreementUrl: agreementLink,
    asOf: readAt.toISOString(),
    countries: templateCountries.map((country) => ({
      country,
      languages: [...(languagesOffered(country) ?? [])],
    })),
  };
}
