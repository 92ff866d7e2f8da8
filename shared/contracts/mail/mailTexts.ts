import * as z from 'zod';
import { languages } from '../../domain/language.ts';

/** Query of `GET /mail-texts`. */
export const mailTextsQuery = z.strictObject({
  language: z.enum(languages).optional().meta({ description: 'The default language, if absent' }),
});

export const mailTextsView = z
  .object({
    language: z.enum(languages),
    items: z.array(
      z.object({
        key: z.string().meta({ description: 'Name of the message in `wording` of the brand' }),
        text: z.string().meta({
          description:
            'Our own words. Where they depend on what is known of the customer, those of the usual case',
        }),
        placeholders: z
          .array(z.string())
          .meta({ description: 'Names that may stand as {$name} in own words' }),
        isOneLine: z.boolean(),
        maxCharacters: z.int(),
      }),
    ),
    continuationToken: z.null(),
  })
  .meta({ id: 'MailTextList' });
