import * as z from 'zod';
import { emailAddress, freeText, instant, oneLine, personName, phone } from '../fields.ts';
import { languages } from '../../domain/language.ts';

const words = z.record(z.string().max(60), z.string().max(2400)).meta({
  description: 'Own words by name of the message; placeholders like {$companyName} of that message only',
});

/** How the partner's mails look. Colours, contrast, names and words are judged as a whole, see `mailBrandProblems`. */
export const brandFields = z.strictObject({
  partnerName: oneLine(80),
  supportEmail: emailAddress.nullish(),
  supportPhone: phone.nullish().meta({ description: 'Where customers can call' }),
  contactName: personName.nullish().meta({ description: 'The person customers should ask for' }),
  legalFooter: freeText(1000).nullish(),
  colors: z
    .strictObject({ button: z.string(), buttonText: z.string(), link: z.string() })
    .nullish()
    .meta({ description: 'Each #rrggbb, with a contrast of at least 4.5:1' }),
  logo: z.strictObject({ url: z.string(), widthPx: z.number(), heightPx: z.number() }).nullish(),
  wording: z
    .strictObject(Object.fromEntries(languages.map((language) => [language, words.optional()])))
    .nullish(),
});

/** Body of `PUT /mail-brand`. */
export const mailBrandBody = brandFields
  .extend({
    replaces: z
      .int()
      .min(0)
      .max(999_999_999)
      .meta({ description: 'The version that was read; 0 while none is saved' }),
  })
  .meta({ id: 'MailBrandUpdate' });

export type MailBrandBody = z.output<typeof mailBrandBody>;
export type BrandFields = z.output<typeof brandFields>;

export const mailBrandQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'is not a version')
    .transform(Number)
    .optional()
    .meta({ description: 'An earlier version; without it, the newest' }),
});

export const mailBrandView = z
  .object({
    version: z.int().meta({ description: '0: nothing is saved, the settings hold' }),
    savedAt: instant.nullable(),
    partnerName: z.string(),
    supportEmail: z.string().nullable(),
    supportPhone: z.string().nullable(),
    contactName: z.string().nullable(),
    legalFooter: z.string().nullable(),
    colors: z.object({ button: z.string(), buttonText: z.string(), link: z.string() }).nullable(),
    logo: z.object({ url: z.string(), widthPx: z.number(), heightPx: z.number() }).nullable(),
    wording: z.record(z.string(), z.record(z.string(), z.string())).nullable(),
  })
  .meta({ id: 'MailBrand' });

export type MailBrandView = z.infer<typeof mailBrandView>;
