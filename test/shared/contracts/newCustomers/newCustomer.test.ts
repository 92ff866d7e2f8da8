import { expect, it } from 'vitest';
import { firstDomain } from '../../../../shared/contracts/newCustomers/newCustomer.ts';

const name = (letters: number) => 'a'.repeat(letters);

it.each([name(1), name(27), `${name(27)}.onmicrosoft.com`, `${name(27)}.ccsctp.net`])(
  'takes a first domain of at most 27 characters before its ending: %s',
  (domain) => {
    expect(firstDomain.safeParse(domain).success).toBe(true);
  },
);

it.each([name(28), `${name(28)}.onmicrosoft.com`, `${name(28)}.ccsctp.net`, '', '.onmicrosoft.com'])(
  'refuses a first domain that Microsoft does: "%s"',
  (domain) => {
    expect(firstDomain.safeParse(domain).success).toBe(false);
  },
);
