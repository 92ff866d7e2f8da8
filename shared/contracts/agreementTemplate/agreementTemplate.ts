import * as z from 'zod';
import { country, instant } from '../fields.ts';

const guid = z.string().meta({ format: 'uuid' });
const language = z.string().meta({ examples: ['en-US', 'de-DE'] });
const templateId = guid.meta({ description: 'Microsoft’s id of the agreement template in force' });

export const templateQuery = z.strictObject({
  country: country.meta({ description: 'Of the customer’s address, ISO 3166-1 alpha-2' }),
  /** A BCP 47 tag; which languages there are is for the domain to say, country by country. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'is not a language tag like de or de-DE')
    .optional()
    .meta({ description: 'A BCP 47 tag like `de` or `de-DE`; en-US without it' }),
});

export const templateView = z
  .object({
    templateId,
    country: z.string(),
    language,
    requestedLanguage: z.string().nullable(),
    languageFallback: z
      .boolean()
      .meta({ description: 'True when `language` is not the one asked for: tell the reader' }),
    offeredLanguages: z.array(language),
    displayUrl: z.string().meta({ description: 'Shows the agreement in a browser' }),
    downloadUrl: z.string().meta({ description: 'Downloads it as a Word file' }),
    expiresAt: instant.meta({ description: 'When the links end: do not store or send them' }),
  })
  .meta({ id: 'AgreementTemplate' });

export const metadataView = z
  .object({
    templateId,
    agreementType: z.literal('MicrosoftCustomerAgreement'),
    agreementUrl: z.string().nullable().meta({ description: 'Microsoft’s public page about it' }),
    asOf: instant.meta({ description: 'When Microsoft was asked; kept for hours' }),
    countries: z.array(z.object({ country: z.string(), languages: z.array(language) })),
  })
  .meta({ id: 'AgreementMetadata' });

export type TemplateView = z.infer<typeof templateView>;
export type MetadataView = z.infer<typeof metadataView>;
