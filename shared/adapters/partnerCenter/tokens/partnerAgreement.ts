import * as z from 'zod';
import { AgreementError } from '../../../domain/errors.ts';
import type { PartnerAgreementStatus } from '../../../domain/partnerCenter/partnerType.ts';
import type { PartnerCenterClient } from '../client.ts';
import { tokenModes } from './tokenModes.ts';

const shape = z.object({ isAgreementSigned: z.boolean() });

/** "Not signed" and "no signature for this tenant" (documented). */
const unsigned = ['2203', '2206'];

/**
 * Whether a partner has accepted the Microsoft Partner Agreement. An account that Partner Center cannot judge is `unknown`.
 * @see https://learn.microsoft.com/partner-center/developer/verify-indirect-reseller-mpa-status
 */
export async function readPartnerAgreement(
  client: PartnerCenterClient,
  tenantId: string,
): Promise<PartnerAgreementStatus> {
  const path = `/v1/compliance/csp/agreementstatus?tenantId=${tenantId}`;
  try {
    const reply = await client.get({ path, mode: tokenModes.partnerAgreement, shape });
    if (reply.kind === 'refused') return 'unknown';
    return reply.value.isAgreementSigned ? 'signed' : 'open';
  } catch (failure) {
    if (!(failure instanceof AgreementError) || failure.code !== 'PARTNER_CENTER_REFUSED') throw failure;
    return unsigned.includes(failure.details.partnerCenter?.code ?? '') ? 'open' : 'unknown';
  }
}
