import { Hono } from 'hono';
import { only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { isGuid } from '../guid.ts';
import { resellers } from '../partner.ts';
import type { State } from '../state.ts';
import { badInput, refusal } from '../refusal.ts';

/**
 * Whether a partner has signed the partner agreement, by exactly one of its two ids (documented). All here have, except
 * those in the setting `partnerAgreementOpen`.
 */
export function agreementStatus(state: Pick<State, 'settings' | 'partner'>): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/compliance/csp/agreementstatus', only('user'), (c) => {
    const mpnId = c.req.query('mpnId') ?? '';
    const tenantId = c.req.query('tenantId') ?? '';
    const partners = [{ id: state.partner.tenantId, mpnId: state.partner.mpnId }, ...resellers];
    const asked = partners.find(({ id, mpnId: mpn }) => id === tenantId.toLowerCase() || mpn === mpnId);
    // Codes and sources are documented; the words of the next two are not.
    if (mpnId === '' && tenantId === '') throw refusal(400, 2001, 'An id is needed.', 'ComplianceController');
    if (mpnId !== '' && tenantId !== '')
      throw refusal(400, 2000, 'Only one id may be given.', 'ComplianceController');
    if (tenantId !== '') {
      if (!isGuid(tenantId)) throw badInput('Tenant Id must be a GUID.');
      if (!asked) throw refusal(400, 2205, 'There is no account for this tenant.', 'PartnerFD');
    } else {
      if (!/^\d+$/.test(mpnId)) throw badInput('MPN Id must be numeric.');
      if (!asked) throw refusal(400, 2200, 'The MPN id is not valid, or has not been migrated.', 'PartnerFD');
    }
    return c.json({ isAgreementSigned: !state.settings.partnerAgreementOpen.includes(asked.id) });
  });
}
