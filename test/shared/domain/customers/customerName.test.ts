import { expect, it } from 'vitest';
import { customerName } from '../../../../shared/domain/customers/customerName.ts';

const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const domain = 'tailspintoys.example';

it.each([
  ['Tailspin Toys', 'Tailspin Toys'],
  [' 株式会社 ', '株式会社'],
  ['!', '!'],
  ['', domain],
  [' \t\r\n\u00a0', domain],
  ['\u0000\u0007\u200b\u202e', domain],
])('a customer that Partner Center calls %j is called %s', (companyName, expected) => {
  expect(customerName({ companyName, domain, customerTenantId })).toBe(expected);
});

it('is the tenant id where there is no domain either', () => {
  expect(customerName({ companyName: '', domain: '', customerTenantId })).toBe(customerTenantId);
});
