import { expect, it } from 'vitest';
import {
  comparePartnerType,
  partnerTypes,
  requireAttester,
  type PartnerAccount,
} from '../../../../shared/domain/partnerCenter/partnerType.ts';

const partner = { tenantId: '484e548c-f5f3-4528-93a9-c16c6373cb59', name: 'First Up Consultants' };
const account = (hasResellers: boolean, hasProviders: boolean): PartnerAccount => ({
  tenantId: '3b33e682-00c3-41ee-9dd2-a548adf56438',
  companyName: 'Woodgrove',
  resellers: hasResellers ? [partner] : [],
  providers: hasProviders ? [partner] : [],
});

it.each([
  ['directBill', false, false, 'confirmed'],
  ['directBill', true, false, 'contradicted'],
  ['directBill', false, true, 'unproven'],
  ['directBill', true, true, 'contradicted'],
  ['indirectProvider', false, false, 'unproven'],
  ['indirectProvider', true, false, 'confirmed'],
  ['indirectProvider', false, true, 'contradicted'],
  ['indirectProvider', true, true, 'confirmed'],
  ['indirectReseller', false, false, 'unproven'],
  ['indirectReseller', true, false, 'contradicted'],
  ['indirectReseller', false, true, 'confirmed'],
  ['indirectReseller', true, true, 'confirmed'],
] as const)('%s with resellers %s and providers %s is %s', (type, hasResellers, hasProviders, kind) => {
  const verdict = comparePartnerType(type, account(hasResellers, hasProviders));
  expect(verdict.kind).toBe(kind);
  expect(verdict.detail).toMatch(/\.$/);
});

it('only an indirect reseller may not attest, and is told who may', () => {
  const refused = partnerTypes.filter((type) => {
    try {
      requireAttester(type);
      return false;
    } catch (failure) {
      expect(failure).toMatchObject({
        code: 'RESELLER_CANNOT_ATTEST',
        message: expect.stringMatching(/indirect provider/) as unknown,
        details: { extensions: { nextAction: 'askProvider' } },
      });
      return true;
    }
  });
  expect(refused).toEqual(['indirectReseller']);
});
