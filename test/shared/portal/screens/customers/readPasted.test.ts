import { expect, it } from 'vitest';
import type { Customer } from '../../../../../shared/client/operations.ts';
import { readPasted } from '../../../../../shared/portal/screens/customers/readPasted.ts';

const customers = Array.from({ length: 500 }, (_, at) => ({
  customerTenantId: `tenant-${String(at)}`,
  companyName: `שלום 会社 ${String(at)} <b>`,
  domain: `customer${String(at)}.example`,
})) as Customer[];
const lineOf = (at: number, ...cells: string[]) =>
  [...cells, `p${String(at)}@x.example`, 'Åsa', 'Ñu'].join('\t');
const emailsOf = (text: string) => {
  const found = readPasted(text, customers);
  return customers.map((one) => found?.recipients.get(one.customerTenantId)?.email);
};
const inOrder = customers.map((_, at) => `p${String(at)}@x.example`);

it('fills 500 customers from a pasted table: by their names in any order, or in the order of the lines', () => {
  const named = customers.map((one, at) => lineOf(at, at % 2 ? one.domain : one.companyName));
  expect(emailsOf(named.reverse().join('\r\n'))).toEqual(inOrder);
  expect(emailsOf(customers.map((_, at) => lineOf(at)).join('\n'))).toEqual(inOrder);
});

it('leaves plain text to the field, and customers without a line as they were', () => {
  expect(readPasted('tania@tailspintoys.example', customers)).toBeUndefined();
  expect(emailsOf(lineOf(7, 'customer7.example')).filter(Boolean)).toEqual(['p7@x.example']);
});

it('gives nobody the address of a customer who is not selected, and tells how many lines were left out', () => {
  const text = [
    'Company\tE-mail\tFirst name\tLast name',
    lineOf(1, 'customer1.example'),
    lineOf(900, 'elsewhere.example'),
    'customer2.example\tno address\tÅsa\tÑu',
  ].join('\n');
  expect(emailsOf(text).filter(Boolean)).toEqual(['p1@x.example']);
  expect(readPasted(text, customers)?.spareLines).toBe(2);
  const tooMany = Array.from({ length: 510 }, (_, at) => lineOf(at)).join('\n');
  expect(readPasted(tooMany, customers)?.spareLines).toBe(10);
});
