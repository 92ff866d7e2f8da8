import { inParallel } from '../../../concurrency/inParallel.ts';
import type { Probe } from '../../ports/connectionPorts.ts';

/** Each costs a call, and people wait for the answer. */
const maxResellers = 20;
const concurrency = 5;

/** Whether we and, for a provider, each reseller have accepted the Microsoft Partner Agreement. */
export const partnerAgreement: Probe = {
  name: 'partnerAgreement',
  async look({ partnerCenter, partnerTenantId, policy: { partnerType } }) {
    const own = await partnerCenter.partnerAgreement(partnerTenantId);
    const resellers = partnerType === 'indirectProvider' ? (await partnerCenter.account()).resellers : [];
    const asked = resellers.slice(0, maxResellers);
    const answers = await inParallel(asked, concurrency, async ({ tenantId }) => ({
      tenantId,
      status: await partnerCenter.partnerAgreement(tenantId),
    }));
    const open = answers.filter(({ status }) => status === 'open').map(({ tenantId }) => tenantId);
    const facts = {
      own,
      resellers: resellers.length,
      asked: asked.length,
      open: open.length,
      openResellers: open.join(' ') || null,
    };
    if (own === 'open' || open.length > 0) return { condition: 'partnerAgreementOpen', facts };
    const isUnknown = own === 'unknown' || answers.some(({ status }) => status === 'unknown');
    return { condition: isUnknown ? 'partnerAgreementUnknown' : 'partnerAgreementSigned', facts };
  },
};
