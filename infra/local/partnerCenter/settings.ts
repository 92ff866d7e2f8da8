import { z } from 'zod';

export type PartnerType = 'directBill' | 'indirectProvider' | 'indirectReseller';

/** What `PUT /_control/settings` may change while the simulator runs; every field is optional there. */
export const settingsShape = z.strictObject({
  /** An indirect reseller has no access to the API. */
  partnerType: z.enum(['directBill', 'indirectProvider', 'indirectReseller']),
  /** Whether a confirmation without an attestation id is taken (Microsoft retired that on 5 January 2026). */
  classicAttestation: z.boolean(),
  /** Which tokens may finalise an attestation: the two documented pages contradict each other. Unverified. */
  finalisingTokens: z.enum(['app', 'user', 'both']),
  /** What becomes of a confirmation with the Cloud Agreement's template: refused today, stored in 2019. */
  cloudAgreement: z.enum(['refused', 'stored']),
  /** How a customer without any agreement reads: 404 with 600009, or an empty list. */
  noAgreements: z.enum(['600009', 'empty']),
  /** How the lists in the rules of a country come: as arrays (recorded), or as `{ value: [] }` (the page's text). */
  countryRules: z.enum(['arrays', 'values']),
  limitPerMinute: z.int().positive().nullable(),
  latencyMs: z.int().nonnegative(),
  /** Whether user tokens without MFA are refused. */
  mfaEnforced: z.boolean(),
  /** Whether JSON answers start with a byte order mark. */
  bom: z.boolean(),
  /** Customers the partner may have before creating one more is refused; a sandbox has 75. */
  maxCustomers: z.int().nonnegative().nullable(),
  attestationLifetimeMinutes: z.int().positive(),
  /** Tenant ids of partners that have not accepted the Microsoft Partner Agreement. */
  partnerAgreementOpen: z.array(z.guid().toLowerCase()),
});

export type Settings = z.infer<typeof settingsShape>;

/** Production as it is today: enhanced attestation only, MFA enforced, no limit that would slow a laptop. */
export function defaultSettings(partnerType: PartnerType): Settings {
  return {
    partnerType,
    classicAttestation: false,
    countryRules: 'arrays',
    finalisingTokens: 'both',
    cloudAgreement: 'refused',
    noAgreements: '600009',
    limitPerMinute: null,
    latencyMs: 0,
    mfaEnforced: true,
    bom: false,
    maxCustomers: null,
    attestationLifetimeMinutes: 24 * 60,
    partnerAgreementOpen: [],
  };
}
