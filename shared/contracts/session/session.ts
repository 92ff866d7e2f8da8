import * as z from 'zod';
import { roles } from '../../domain/caller.ts';
import { attestationModes } from '../../domain/customers/attestation.ts';
import { languages } from '../../domain/language.ts';
import { partnerTypes } from '../../domain/partnerCenter/partnerType.ts';

export const sessionView = z
  .object({
    person: z.object({
      id: z.string().meta({ description: 'Object id in Entra' }),
      name: z.string().nullable().meta({ description: 'As the token says; null for a program' }),
    }),
    roles: z.array(z.enum(roles)),
    resellerTenantId: z.string().nullable().meta({ description: 'Set for the role `Reseller`' }),
    partner: z.object({ tenantId: z.string(), name: z.string(), type: z.enum(partnerTypes) }),
    operations: z
      .array(z.string())
      .meta({ description: 'Operation ids of this API that the caller may use, in this installation' }),
    attestationMode: z.enum(attestationModes),
    languages: z.array(z.enum(languages)).meta({ description: 'Of mails and pages' }),
    defaultLanguage: z.enum(languages),
    reacceptanceCutoff: z.iso
      .date()
      .meta({ description: 'Acceptances before this day have to be renewed (UTC)' }),
    limits: z.object({
      pageSize: z.int(),
      importRows: z.int(),
      importBytes: z.int(),
      bodyBytes: z.int(),
      personNameLength: z.int(),
      companyNameLength: z.int(),
      noteLength: z.int(),
      searchLength: z.int(),
      webhookEndpoints: z.int(),
      resends: z.int(),
      resendWindowMinutes: z.int(),
    }),
    version: z.string(),
  })
  .meta({ id: 'Session' });

export type SessionView = z.infer<typeof sessionView>;
