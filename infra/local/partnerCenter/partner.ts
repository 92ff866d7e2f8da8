import { guidFrom } from './guid.ts';

export type Reseller = {
  readonly id: string;
  readonly name: string;
  readonly mpnId: string;
  readonly location: string;
};

export type Partner = {
  readonly tenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly mpnId: string;
  readonly email: string;
  readonly etag: string;
  readonly address: {
    readonly country: string;
    readonly city: string;
    readonly state: string;
    readonly addressLine1: string;
    readonly addressLine2: string;
    readonly postalCode: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly phoneNumber: string;
  };
};

/** The partner whose account this simulator plays. */
export function createPartner(tenantId: string): Partner {
  return {
    tenantId: tenantId.toLowerCase(),
    companyName: 'Woodgrove Cloud Partner',
    domain: 'woodgrovecloud.onmicrosoft.com',
    mpnId: '4847501',
    email: 'hello@woodgrovecloud.example',
    etag: String(Number.parseInt(guidFrom(tenantId).slice(0, 8), 16)),
    address: {
      country: 'US',
      city: 'Seattle',
      state: 'WA',
      addressLine1: '700 Example Avenue',
      addressLine2: '',
      postalCode: '98101',
      firstName: 'Mona',
      lastName: 'Kane',
      phoneNumber: '2065550147',
    },
  };
}

/** The indirect resellers below this partner when it is an indirect provider: Microsoft's sample values. */
export const resellers: readonly Reseller[] = [
  {
    id: '484e548c-f5f3-4528-93a9-c16c6373cb59',
    name: 'First Up Consultants',
    mpnId: '4847383',
    location: 'US',
  },
  { id: 'b01b1487-b36e-4e6d-9b5e-0b58974c4b28', name: 'ReleCloud', mpnId: '4847433', location: 'BR' },
];
