import { chooseTemplateLanguage } from './agreementTemplate.ts';
import { languages } from '../language.ts';
import type { Language } from '../language.ts';

/**
 * In which language the signatory reads: the agreement as offered in that country, the mail in one of ours. Where
 * nothing is wanted, the agreement follows the mail.
 * @throws {AgreementError} `COUNTRY_NOT_OFFERED` · `INVALID_INPUT` for a language that is offered nowhere
 */
export function chooseAgreementLanguage(
  country: string,
  wanted: string | null,
  usual: Language,
): { readonly language: string; readonly mailLanguage: Language } {
  const primary = wanted?.toLowerCase().split('-')[0];
  const mailLanguage = languages.find((one) => one === primary) ?? usual;
  return { language: chooseTemplateLanguage(country, wanted ?? mailLanguage).language, mailLanguage };
}
