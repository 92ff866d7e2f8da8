import type { AgreementType } from '../customers/customer.ts';

export type AgreementTemplate = {
  readonly templateId: string;
  readonly agreementType: AgreementType;
  readonly agreementLink: string;
  /** Newer versions rank higher. */
  readonly versionRank: number;
};

/** The Microsoft Customer Agreement; id and link documented. */
export const customerAgreement: AgreementTemplate = {
  templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  agreementType: 'MicrosoftCustomerAgreement',
  agreementLink: 'https://aka.ms/customeragreement',
  versionRank: 0,
};

/** The Microsoft Cloud Agreement that came before it, ended in 2020; id and link documented. */
export const cloudAgreement: AgreementTemplate = {
  templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
  agreementType: 'MicrosoftCloudAgreement',
  agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
  versionRank: 0,
};

const templates = [cloudAgreement, customerAgreement];

export function findTemplate(templateId: string): AgreementTemplate | undefined {
  return templates.find((template) => template.templateId === templateId);
}

/**
 * The templates an `agreementType` query asks for, or undefined where the service knows no such type.
 * Documented: without the query the answer is about the old Cloud Agreement only.
 */
export function templatesOfType(agreementType: string | undefined): AgreementTemplate[] | undefined {
  if (agreementType === '*') return templates;
  const wanted = agreementType ?? cloudAgreement.agreementType;
  const found = templates.filter((template) => template.agreementType === wanted);
  return found.length > 0 ? found : undefined;
}
