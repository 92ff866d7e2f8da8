import type { Probe } from '../../ports/connectionPorts.ts';

/** The customer list, which the app reads as itself. */
export const readCustomers: Probe = {
  name: 'readCustomers',
  async look({ trials }) {
    await trials.customers();
    return { condition: 'allowed', facts: { operation: 'GET /v1/customers', token: 'appOnly' } };
  },
};

/** The agreements, which take a user. */
export const readAgreements: Probe = {
  name: 'readAgreements',
  async look({ trials }) {
    await trials.agreements();
    return { condition: 'allowed', facts: { operation: 'GET /v1/agreements', token: 'appAndUser' } };
  },
};
