import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type { AgreementTemplate } from '../../domain/attestations/agreementTemplate.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { PartnerCenter } from '../../workflows/ports/partnerCenterPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied } from './denied.ts';
import { agreementDocument, agreementMetadata } from './responses.ts';
import { tokenModes } from './tokens/tokenModes.ts';

/** The id has been the same for years, so each worker asks a few times a day, which is as good as never. */
const keptMs = 4 * 60 * 60_000;

/**
 * The template in force, never from our own memory of what it once was (documented: look it up).
 * @see https://learn.microsoft.com/partner-center/developer/get-customer-agreement-metadata
 */
export function createTemplateLookup(
  clients: Readonly<Record<Priority, PartnerCenterClient>>,
  clock: Clock,
): PartnerCenter['agreementTemplate'] {
  let kept: AgreementTemplate | undefined;
  let running: Promise<AgreementTemplate> | undefined;
  return async (priority = 'person') => {
    if (kept && clock.now().getTime() - kept.readAt.getTime() < keptMs) return kept;
    running ??= lookUp(clients[priority], clock).finally(() => (running = undefined));
    return (kept = await running);
  };
}

async function lookUp(client: PartnerCenterClient, clock: Clock): Promise<AgreementTemplate> {
  const readAt = clock.now();
  // Without the type Partner Center names the template of the old Cloud Agreement (documented).
  const reply = await client.get({
    path: '/v1/agreements?agreementType=MicrosoftCustomerAgreement',
    mode: tokenModes.agreementMetadata,
    shape: agreementMetadata,
  });
  if (reply.kind === 'refused') throw denied(reply);
  const newest = reply.value.toSorted((a, b) => (b.versionRank ?? 0) - (a.versionRank ?? 0))[0];
  if (!newest) {
    throw new AgreementError(
      'PARTNER_CENTER_UNAVAILABLE',
      'Partner Center names no template of the Microsoft Customer Agreement.',
      { microsoft: reply.microsoft },
    );
  }
  return { templateId: newest.templateId, agreementLink: newest.agreementLink ?? null, readAt };
}

/**
 * Fresh links to the agreement's text.
 * @see https://learn.microsoft.com/partner-center/developer/download-customer-agreement-template
 */
export async function readTemplateDocument(
  client: PartnerCenterClient,
  templateId: string,
  { country, language }: { readonly country: string; readonly language: string },
): ReturnType<PartnerCenter['templateDocument']> {
  const query = new URLSearchParams({ language, country }).toString();
  const reply = await client.get({
    path: `/v1/agreementtemplates/${encodeURIComponent(templateId)}/document?${query}`,
    mode: tokenModes.templateDocument,
    shape: agreementDocument,
  });
  if (reply.kind === 'refused') throw denied(reply);
  const { displayUri, downloadUri, ...given } = reply.value;
  return {
    displayUrl: displayUri,
    downloadUrl: downloadUri,
    country: given.country,
    language: given.language,
  };
}
