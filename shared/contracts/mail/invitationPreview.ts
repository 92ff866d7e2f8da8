import * as z from 'zod';
import { emailAddress, freeText, language, oneLine, personName } from '../fields.ts';
import { brandFields } from './mailBrand.ts';
import { languages } from '../../domain/language.ts';

const requests = ['existingCustomer', 'newCustomer', 'relationship', 'attestation'] as const;

/** Every kind of mail, in the words of the API. */
export const previewKinds = [
  ...requests,
  'reminder',
  'expiryNotice',
  'bounceNotice',
  'declineNotice',
  'ambiguousNotice',
  'wantedNotice',
  'refusalNotice',
  'acceptanceConfirmed',
  'acceptanceNotice',
  'endpointNotice',
] as const;

/** Body of `POST /invitation-preview`; what is left out is shown with an example. */
export const previewBody = z
  .strictObject({
    kind: z.enum(previewKinds).default('existingCustomer'),
    about: z.enum(requests).default('existingCustomer').meta({ description: 'What a reminder reminds of' }),
    recipient: z
      .strictObject({
        firstName: personName.nullish(),
        lastName: personName.nullish(),
        email: emailAddress,
      })
      .nullish(),
    companyName: oneLine(256).nullish(),
    language: language.nullish(),
    note: freeText(500).nullish(),
    daysLeft: z.int().min(0).max(365).default(7).meta({ description: 'In a reminder' }),
    brand: brandFields.nullish().meta({ description: 'A draft; without it, the saved brand' }),
  })
  .meta({ id: 'InvitationPreviewRequest' });

export type PreviewBody = z.output<typeof previewBody>;

export const previewView = z
  .object({
    language: z.enum(languages),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    mailto: z.string().meta({
      description: 'Opens the mail in the own mail program; long texts lose paragraphs, never the link',
    }),
  })
  .meta({ id: 'InvitationPreview' });
