/** Which of the two kinds of token an operation takes. */
export type TokenMode = 'appOnly' | 'appAndUser';

/** Per operation's "prerequisites" (documented). Where both go, app-only: it does not depend on MFA. */
export const tokenModes = {
  customers: 'appOnly',
  customer: 'appOnly',
  newCustomers: 'appOnly',
  relationships: 'appAndUser',
  relationshipRequests: 'appAndUser',
  directSignStatus: 'appAndUser',
  agreements: 'appAndUser',
  attestations: 'appOnly',
  agreementMetadata: 'appAndUser',
  templateDocument: 'appAndUser',
  organizationProfile: 'appAndUser',
  partnerAgreement: 'appAndUser',
  countryRules: 'appOnly',
  webhooks: 'appOnly',
} as const satisfies Record<string, TokenMode>;
