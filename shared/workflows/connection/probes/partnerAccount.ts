import { comparePartnerType } from '../../../domain/partnerCenter/partnerType.ts';
import type { Probe } from '../../ports/connectionPorts.ts';

/** Whether the account is the partner in the settings, and of the type they say. */
export const partnerAccount: Probe = {
  name: 'partnerAccount',
  async look({ partnerCenter, partnerTenantId, policy: { partnerType } }) {
    const account = await partnerCenter.account();
    const { kind, detail } = comparePartnerType(partnerType, account);
    const [resellers, providers] = [account.resellers.length, account.providers.length];
    const facts = { partnerType, verdict: kind, detail, resellers, providers };
    if (account.tenantId !== partnerTenantId) return { condition: 'otherPartner', facts };
    return { condition: kind === 'contradicted' ? 'partnerTypeDiffers' : 'partnerFits', facts };
  },
};
