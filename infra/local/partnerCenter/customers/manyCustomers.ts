import type { NewCustomer } from './customer.ts';
import { guidFrom } from '../guid.ts';

const noAgreements: NewCustomer['agreements'] = [];
const address: NewCustomer['address'] = {
  country: 'US',
  city: 'Redmond',
  state: 'WA',
  addressLine1: '1 Sample Way',
  postalCode: '98052',
  firstName: 'Alex',
  lastName: 'Sample',
  phoneNumber: '',
};

/**
 * Makes plain customers, numbered behind those made before; what they share is one object in memory.
 * The same numbers give the same ids.
 */
export function manyCustomers(
  count: number,
  template: Partial<NewCustomer>,
  alreadyMade: number,
): NewCustomer[] {
  const { companyName = 'Sample Customer', ...rest } = template;
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const number = String(alreadyMade + index + 1).padStart(6, '0');
    const domain = `customer${number}.onmicrosoft.com`;
    return {
      id: guidFrom(domain),
      companyName: count === 1 && template.companyName ? companyName : `${companyName} ${number}`,
      domain,
      email: `admin@customer${number}.example`,
      culture: 'en-US',
      language: 'en',
      address,
      relationship: 'reseller',
      allowDelegatedAccess: false,
      isSigned: false,
      cannotAcceptDirectly: false,
      agreements: noAgreements,
      ...rest,
    };
  });
}
