import * as z from 'zod';
import { matchWays, prospectStates } from '../../domain/prospects/prospect.ts';
import { personView } from '../customers/customer.ts';
import {
  domainName,
  emailAddress,
  freeText,
  instant,
  language,
  oneLine,
  pageSize,
  personName,
  phone,
  tenantId,
} from '../fields.ts';
import { chainView, eventView } from '../customers/history.ts';
import { linkContent, warnings } from '../invitations/invitation.ts';
import { languages } from '../../domain/language.ts';

/** Body of `POST /relationship-invitations`. */
export const prospectBody = z
  .strictObject({
    recipient: z.strictObject({
      firstName: personName.nullish(),
      lastName: personName.nullish(),
      email: emailAddress,
      phone: phone.nullish(),
    }),
    companyName: oneLine(100).nullish(),
    domain: domainName.nullish().meta({
      description: 'By which the new customer is known for certain, for example contoso.onmicrosoft.com',
    }),
    resellerTenantId: tenantId
      .nullish()
      .meta({ description: 'For an indirect provider: one of its resellers' }),
    language: language.nullish(),
    note: freeText(500).nullish().meta({ description: 'Plain text, shown as a quotation' }),
    delivery: z.enum(['email', 'link']).default('email'),
  })
  .meta({ id: 'RelationshipInvitationRequest' });

export type ProspectBody = z.output<typeof prospectBody>;

/** A text that is no id of ours leads to "not found". */
export const prospectPath = z.strictObject({ prospectId: z.string().max(64) });

/** Body of `POST /relationship-invitations/{prospectId}/link`. */
export const prospectLinkBody = z
  .strictObject({
    customerTenantId: tenantId.nullable().meta({ description: 'Null: none of the candidates' }),
  })
  .meta({ id: 'RelationshipInvitationLink' });

export const prospectQuery = z.strictObject({
  state: z
    .enum(prospectStates)
    .optional()
    .meta({ description: 'Only those in this state; a page may then be shorter' }),
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

export const prospectView = z
  .object({
    id: z.string().meta({ description: 'Opaque; also for resend and cancel below /invitations' }),
    state: z.enum(prospectStates).meta({
      description:
        'ambiguous: one of the candidates may have accepted, say which; linked: customerTenantId has a record; failed: see stateReason',
    }),
    stateReason: z.string().nullable(),
    recipient: personView,
    companyName: z.string().nullable(),
    domain: z.string().nullable(),
    resellerTenantId: z.string().nullable(),
    language: z.enum(languages),
    note: z.string().nullable(),
    delivery: z.enum(['email', 'link']),
    url: z.string().nullable().meta({
      description: 'The stable link, which leads to the page at Microsoft; null for Viewers, since it acts',
    }),
    isReady: z
      .boolean()
      .meta({ description: 'Whether Partner Center has given the page that the link leads to' }),
    content: linkContent
      .nullable()
      .meta({ description: 'To copy, when delivery is "link" and the link is ready; else null' }),
    candidates: z.array(
      z.object({
        customerTenantId: z.string(),
        companyName: z.string(),
        domain: z.string(),
        matchedBy: z.enum(matchWays),
      }),
    ),
    customerTenantId: z.string().nullable(),
    matchedBy: z.enum(matchWays).nullable(),
    remindersSent: z.int(),
    createdAt: instant,
    sentAt: instant.nullable(),
    openedAt: instant.nullable(),
    expiresAt: instant,
    updatedAt: instant,
    version: z.int(),
  })
  .meta({ id: 'RelationshipInvitation' });

/** Answer of an invitation and of a resend. */
export const prospectSentView = prospectView.extend({ warnings }).meta({ id: 'SentRelationshipInvitation' });

export type ProspectView = z.infer<typeof prospectView>;

export const prospectHistoryView = prospectView
  .extend({
    history: z.array(eventView),
    chain: chainView,
  })
  .meta({ id: 'RelationshipInvitationWithHistory' });

export type ProspectHistoryView = z.infer<typeof prospectHistoryView>;

export const prospectListView = z
  .object({
    items: z.array(prospectView),
    continuationToken: z.string().nullable().meta({ description: 'Null on the last page' }),
  })
  .meta({ id: 'RelationshipInvitationList' });
