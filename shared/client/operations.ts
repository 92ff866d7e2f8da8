// Generated from the OpenAPI document by `npm run client`. Do not edit.
export type Problem = {
  /** A URN with the code */
  type: string;
  title: string;
  status: number;
  code:
    | 'INVALID_JSON'
    | 'INVALID_INPUT'
    | 'INVALID_CSV'
    | 'INVALID_CONTINUATION_TOKEN'
    | 'BODY_TOO_LARGE'
    | 'BODY_TOO_DEEP'
    | 'UNSUPPORTED_CONTENT_TYPE'
    | 'ROUTE_NOT_FOUND'
    | 'METHOD_NOT_ALLOWED'
    | 'NOT_AUTHENTICATED'
    | 'ROLE_NOT_ALLOWED'
    | 'RATE_LIMITED'
    | 'RESELLER_CANNOT_ATTEST'
    | 'COUNTRY_NOT_OFFERED'
    | 'CLOUD_NOT_SUPPORTED'
    | 'DOMAIN_TAKEN'
    | 'ADDRESS_NOT_VALID'
    | 'CUSTOMER_LIMIT_REACHED'
    | 'CUSTOMER_REJECTED'
    | 'RESELLER_CANNOT_INVITE'
    | 'RESELLER_NOT_OURS'
    | 'ALREADY_CUSTOMER'
    | 'DUPLICATE_CUSTOMER'
    | 'CUSTOMER_NOT_FOUND'
    | 'ATTESTATION_NOT_FOUND'
    | 'INVITATION_NOT_FOUND'
    | 'IMPORT_NOT_FOUND'
    | 'IMPORT_CLOSED'
    | 'QUEUE_NOT_FOUND'
    | 'POISON_MESSAGE_NOT_FOUND'
    | 'LINK_NOT_FOUND'
    | 'WEBHOOK_ENDPOINT_NOT_FOUND'
    | 'WEBHOOK_DELIVERY_NOT_FOUND'
    | 'WEBHOOK_ENDPOINT_NOT_ACTIVE'
    | 'TOO_MANY_WEBHOOK_ENDPOINTS'
    | 'TOO_MANY_VIEWS'
    | 'VIEW_NOT_FOUND'
    | 'ALREADY_ACCEPTED'
    | 'BRAND_NOT_FOUND'
    | 'BRAND_CHANGED'
    | 'INVITATION_CLOSED'
    | 'ATTESTATION_OPEN'
    | 'ATTESTATION_CLOSED'
    | 'AMBIGUOUS_ID'
    | 'CUSTOMER_ORDER_NOT_FOUND'
    | 'CUSTOMER_ORDER_CLOSED'
    | 'SIGNATORY_ON_RECORD'
    | 'LINK_NOT_READY'
    | 'RESEND_TOO_SOON'
    | 'MAIL_LIMIT_REACHED'
    | 'IDEMPOTENCY_KEY_INVALID'
    | 'IDEMPOTENCY_KEY_REUSED'
    | 'REQUEST_UNDER_WAY'
    | 'RECORD_BUSY'
    | 'SIGNATURE_MALFORMED'
    | 'SIGNATURE_MISSING'
    | 'SIGNATURE_INVALID'
    | 'CERTIFICATE_REFUSED'
    | 'CERTIFICATE_UNAVAILABLE'
    | 'EVENT_NOT_TIMELY'
    | 'STORAGE_UNAVAILABLE'
    | 'IDENTITY_UNAVAILABLE'
    | 'SECRETS_UNAVAILABLE'
    | 'PARTNER_CENTER_REFUSED'
    | 'PARTNER_CENTER_DENIED'
    | 'PARTNER_CENTER_SIGN_IN_FAILED'
    | 'PARTNER_CENTER_THROTTLED'
    | 'PARTNER_CENTER_UNAVAILABLE'
    | 'MAIL_REFUSED'
    | 'MAIL_SENDER_REFUSED'
    | 'MAIL_THROTTLED'
    | 'MAIL_UNAVAILABLE'
    | 'INTERNAL_ERROR'; /** For people; may change */
  detail: string; /** To find the request in the logs */
  requestId: string; /** What is wrong where; never a value that was sent */
  errors?:
    | {
        /** JSON pointer (RFC 6901) */
        pointer: string;
        message: string;
      }[]
    | undefined; /** What Microsoft called the refusal, for support cases */
  partnerCenter?: { code: string; correlationId: string } | undefined; /** What helps, like `askProvider` */
  nextAction?: string | undefined; /** The customer that is meant */
  customerTenantId?: string | undefined; /** The customer that another request is just making */
  customer?:
    | { companyName?: string | undefined; domain?: string | undefined }
    | undefined; /** Of a customer who has accepted */
  acceptance?: Record<string, unknown> | undefined; /** What an ambiguous id means as an invitation */
  invitationId?: string | undefined; /** The invitation that took the place of this one */
  currentInvitationId?: string | undefined; /** The attestation that is under way, or that is meant */
  attestationId?: string | undefined; /** The attestation that took the place of this one */
  currentAttestationId?: string | undefined; /** Whose limit of mails is reached */
  limitOf?: string | undefined; /** The order that is kept, and tried again */
  orderId?: string | undefined; /** Until when it is tried */
  orderEndsAt?: string | undefined; /** Where Microsoft offers an agreement */
  offeredCountries?: string[] | undefined; /** Fields that Microsoft refused */
  microsoftFields?: string[] | undefined; /** Addresses that Microsoft knows */
  suggestedAddresses?:
    | {
        addressLine1?: string | null | undefined;
        addressLine2?: string | null | undefined;
        city?: string | null | undefined;
        state?: string | null | undefined;
        postalCode?: string | null | undefined;
        country?: string | null | undefined;
      }[]
    | undefined;
};
export type Session = {
  person: {
    /** Object id in Entra */
    id: string; /** As the token says; null for a program */
    name: string | null;
  };
  roles: ('AdminAgent' | 'SalesAgent' | 'Viewer' | 'Reseller')[]; /** Set for the role `Reseller` */
  resellerTenantId: string | null;
  partner: {
    tenantId: string;
    name: string;
    type: 'directBill' | 'indirectProvider' | 'indirectReseller';
  }; /** Operation ids of this API that the caller may use, in this installation */
  operations: string[];
  attestationMode: 'enhanced' | 'classic'; /** Of mails and pages */
  languages: ('en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he')[];
  defaultLanguage:
    | 'en'
    | 'fr'
    | 'de'
    | 'es'
    | 'ja'
    | 'ar'
    | 'he'; /** Acceptances before this day have to be renewed (UTC) */
  reacceptanceCutoff: string;
  limits: {
    pageSize: number;
    importRows: number;
    importBytes: number;
    bodyBytes: number;
    personNameLength: number;
    companyNameLength: number;
    noteLength: number;
    searchLength: number;
    webhookEndpoints: number;
    resends: number;
    resendWindowMinutes: number;
  };
  version: string;
};
export type SettingList = { items: Setting[] };
export type Setting = {
  name: string; /** Lists are joined by commas; null where nothing is given */
  value: string | number | boolean | null;
  unit:
    | 'milliseconds'
    | 'seconds'
    | 'minutes'
    | 'hours'
    | 'days'
    | 'perMinute'
    | 'perHour'
    | 'count'
    | 'ncrontab'
    | null; /** `given`: by the deployment; `default`: of this version */
  source: 'given' | 'default';
};
export type People = {
  /** Those whose name is known, in the order that was asked for */
  items: { id: string; name: string; lastSeenAt: string }[];
};
export type SavedViewList = {
  /** Own and shared ones, by name */
  items: SavedView[];
};
export type SavedView = {
  id: string;
  name: string;
  query: string;
  isShared: boolean; /** Object id of who made it */
  ownerId: string;
  createdAt: string;
};
export type SavedViewRequest = {
  name: string; /** Query of an address without the question mark, like `status=invited&sort=name` */
  query: string; /** Whether everybody sees it */
  isShared?: boolean | undefined;
};
export type ActivityList = {
  items: Activity[]; /** Null at the end. A page may have fewer items than asked for, even none, and yet a token. */
  continuationToken: string | null;
};
export type Activity = { customerTenantId: string; companyName: string; event: Event };
export type Event = {
  version: number;
  type: string;
  at: string;
  by: { kind: 'agent' | 'customer' | 'system'; id?: string | undefined };
  microsoft: {
    requestId: string | null;
    correlationId: string | null; /** Microsoft’s code, where it refused */
    code?: string | undefined;
  } | null;
  data: Record<string, unknown>;
  previousHash: string; /** SHA-256 over the canonical JSON of the event without this field */
  hash: string; /** A secret that the hash covers, and of which only the digest is shown; see `chain.algorithm` */
  withheld?: string | undefined;
};
export type Trends = {
  /** When it was counted; later changes are not in it */
  asOf: string;
  items: WeekTrend[];
};
export type WeekTrend = {
  /** Monday of the week, in UTC */
  start: string;
  invited: number;
  delivered: number;
  opened: number;
  accepted: { direct: number; attested: number };
  bounced: number;
  expired: number;
};
export type Ageing = {
  /** When it was counted; later changes are not in it */
  asOf: string;
  items: {
    status:
      | 'required'
      | 'invited'
      | 'undeliverable'
      | 'expired'
      | 'attesting'
      | 'accepted'
      | 'reacceptanceRequired'
      | 'unknown'
      | 'failed';
    buckets: { fromDays: number; toDays: number | null; count: number }[];
  }[];
};
export type ResellerList = {
  /** When it was counted; later changes are not in it */
  asOf: string;
  items: Reseller[];
};
export type Reseller = {
  resellerTenantId: unknown; /** Null where Partner Center does not tell it */
  name: string | null;
  byStatus: {
    required: number;
    invited: number;
    undeliverable: number;
    expired: number;
    attesting: number;
    accepted: number;
    reacceptanceRequired: number;
    unknown: number;
    failed: number;
  };
};
export type AddressRules = {
  country: string;
  isStateRequired: boolean; /** Empty where any may be given */
  states: string[];
  isCityRequired: boolean;
  isPostalCodeRequired: boolean; /** Microsoft’s regular expression, which not every language can read; null where it has none */
  postalCodePattern: string | null;
  isPhoneRequired: boolean; /** Likewise, of the digits alone */
  phonePattern: string | null;
  isRegistrationNumberRequired: boolean; /** Where it is false, leave it out */
  isRegistrationNumberSupported: boolean;
  defaultCulture: string | null;
  cultures: string[];
  languages: string[];
  callingCodes: string[];
};
export type DomainAvailability = {
  /** In full, as Microsoft was asked */
  domain: string;
  isAvailable: boolean;
};
export type CustomerOrderList = { items: CustomerOrder[]; continuationToken: null };
export type CustomerOrder = {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  acceptance: 'invite' | 'attest';
  startedAt: string; /** After this the order is not tried again */
  endsAt: string;
};
export type CancelledCustomerOrder = {
  id: string;
  companyName: string;
  domain: string;
  country: string;
  acceptance: 'invite' | 'attest';
  startedAt: string; /** After this the order is not tried again */
  endsAt: string; /** Of the customer that Partner Center made all the same; else null */
  customerTenantId: string | null;
};
export type CustomerList = {
  items: Customer[]; /** Null on the last page. After some seconds of looking a page may have fewer items than asked for, even none, and yet a token. */
  continuationToken: string | null;
};
export type Customer = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  statusReason: { code: string; detail: string } | null;
  acceptance: Acceptance | null;
  invitation: Invitation | null;
  attestation: Attestation | null;
  readiness: Readiness; /** Since when the customer has been asked; null where no answer is awaited */
  waitingSince: string | null;
  check: {
    lastCheckedAt: string | null;
    nextCheckAt: string;
    source: 'directSignStatus' | 'agreements' | null;
  };
  version: number;
  createdAt: string;
  updatedAt: string;
};
export type Acceptance = {
  path: 'customerDirect' | 'partnerAttestation'; /** Null for a direct acceptance: Microsoft gives no date */
  acceptedAt: string | null;
  signatory: Person | null;
};
export type Person = {
  firstName: string | null;
  lastName: string | null;
  email: string;
  phone: string | null;
};
export type Invitation = {
  /** Opaque; for resend and cancel */
  id: string;
  kind: 'existingCustomer' | 'newCustomer';
  delivery: 'email' | 'link';
  recipient: Person;
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  note: string | null;
  state:
    | 'open'
    | 'undeliverable'
    | 'expired'
    | 'cancelled'
    | 'declined'
    | 'fulfilled'; /** The stable link for the customer; null for Viewers, since it acts */
  url: string | null;
  createdAt: string; /** When the mail service took the mail; that is not yet delivery */
  sentAt: string | null; /** What the mail service reported of the newest mail; null until it reported */
  deliveryReport:
    'expanded' | 'delivered' | 'quarantined' | 'filteredSpam' | 'failed' | 'suppressed' | 'bounced' | null;
  openedAt: string | null;
  remindersSent: number; /** Null when no reminder will go out */
  nextReminderAt: string | null;
  expiresAt: string;
};
export type Attestation = {
  /** Opaque; for reading its progress, resend and cancel */
  id: string;
  mode: 'enhanced' | 'classic';
  state: 'requested' | 'waiting' | 'signed' | 'completed' | 'failed' | 'closed' | 'replaced' | 'cancelled';
  delivery: 'email' | 'link';
  signatory: Person;
  companyName: string;
  country: string; /** Of the agreement, as Microsoft offers it in that country */
  language: string; /** True when the language asked for is not offered there */
  languageFallback: boolean; /** True where it puts another signatory on record of a customer who has accepted */
  isUpdate: boolean; /** When the customer accepted: as Microsoft says, in the classic mode as the partner says */
  acceptedAt: string | null;
  createdAt: string; /** When the mail service took the mail with the link */
  sentAt: string | null; /** What the mail service reported of the newest mail; null until it reported */
  deliveryReport:
    | 'expanded'
    | 'delivered'
    | 'quarantined'
    | 'filteredSpam'
    | 'failed'
    | 'suppressed'
    | 'bounced'
    | null; /** When the present link was first opened */
  openedAt: string | null;
  remindersSent: number; /** Null when no reminder will go out */
  nextReminderAt: string | null; /** Until then links that run out at Microsoft are replaced */
  expiresAt: string; /** How many of Microsoft’s links it took so far */
  links: number;
  endedAt: string | null;
  failure: {
    code:
      | 'signatoryOnRecord'
      | 'signatoryDeclined'
      | 'wrongSignatory'
      | 'attestationExpired'
      | 'mailUndeliverable'
      | 'attestationRefused'
      | 'noRelationship'
      | 'customerNotFound'
      | 'accessDenied';
    detail: string;
    partnerCenter: { code: string; correlationId: string | null } | null;
  } | null;
};
export type Readiness = {
  /** Null when nobody knows */
  canOrder: boolean | null;
  code:
    | 'READY'
    | 'ACCEPTANCE_REQUIRED'
    | 'REACCEPTANCE_REQUIRED'
    | 'CANNOT_ACCEPT_DIRECTLY'
    | 'WAITING_FOR_CUSTOMER'
    | 'INVITATION_UNDELIVERABLE'
    | 'INVITATION_EXPIRED'
    | 'ATTESTATION_PENDING'
    | 'STATUS_UNKNOWN'
    | 'NEEDS_ATTENTION'
    | 'ORDER_REFUSED';
  detail: string;
  nextAction:
    | 'none'
    | 'invite'
    | 'attest'
    | 'wait'
    | 'resend'
    | 'correctRecipient'
    | 'check'
    | 'contactSupport'
    | 'askAgent'
    | 'askProvider';
};
export type CustomerReadiness = {
  /** Null when nobody knows */
  canOrder: boolean | null;
  code:
    | 'READY'
    | 'ACCEPTANCE_REQUIRED'
    | 'REACCEPTANCE_REQUIRED'
    | 'CANNOT_ACCEPT_DIRECTLY'
    | 'WAITING_FOR_CUSTOMER'
    | 'INVITATION_UNDELIVERABLE'
    | 'INVITATION_EXPIRED'
    | 'ATTESTATION_PENDING'
    | 'STATUS_UNKNOWN'
    | 'NEEDS_ATTENTION'
    | 'ORDER_REFUSED';
  detail: string;
  nextAction:
    | 'none'
    | 'invite'
    | 'attest'
    | 'wait'
    | 'resend'
    | 'correctRecipient'
    | 'check'
    | 'contactSupport'
    | 'askAgent'
    | 'askProvider';
  customerTenantId: string; /** Microsoft said so at this instant or later: a look without news moves it only where `maxAgeSeconds` asks */
  asOf: string | null; /** How long ago that was; null when nobody ever knew */
  ageSeconds: number | null; /** Why the newest look at Microsoft, or the mail, failed */
  reason: {
    code: string;
    detail: string;
  } | null; /** What became of `maxAgeSeconds`; after `failed` the rest is what was known before */
  check: { outcome: 'notNeeded' | 'made' | 'failed'; reason: { code: string; detail: string } | null } | null;
};
export type Confirmation = {
  customerTenantId: string; /** Null when Microsoft could not be asked; see `reason` */
  provided: boolean | null;
  path: 'customerDirect' | 'partnerAttestation' | null;
  acceptedAt: string | null;
  signatory: Person | null; /** True when an acceptance exists but is older than the cut-off */
  reacceptanceRequired: boolean;
  source: 'directSignStatus' | 'agreements' | null;
  asOf: string | null;
  reason: { code: string; detail: string } | null;
};
export type History = { items: Event[]; continuationToken: string | null };
export type Evidence = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  acceptance: Acceptance | null;
  source: 'directSignStatus' | 'agreements' | null; /** When Microsoft was last asked */
  asOf: string | null;
  collectedAt: string;
  chain: Chain;
  events: Event[];
};
export type Chain = {
  isWhole: boolean; /** The first event that is not what was written */
  brokenAt: { version: number; reason: string } | null;
  events: number; /** Of the newest event, as the record knows it */
  headHash: string;
  algorithm: string;
};
export type AgreementMetadata = {
  /** Microsoft’s id of the agreement template in force */
  templateId: string;
  agreementType: 'MicrosoftCustomerAgreement'; /** Microsoft’s public page about it */
  agreementUrl: string | null; /** When Microsoft was asked; kept for hours */
  asOf: string;
  countries: { country: string; languages: string[] }[];
};
export type AgreementTemplate = {
  /** Microsoft’s id of the agreement template in force */
  templateId: string;
  country: string;
  language: string;
  requestedLanguage: string | null; /** True when `language` is not the one asked for: tell the reader */
  languageFallback: boolean;
  offeredLanguages: string[]; /** Shows the agreement in a browser */
  displayUrl: string; /** Downloads it as a Word file */
  downloadUrl: string; /** When the links end: do not store or send them */
  expiresAt: string;
};
export type NewCustomerRequest = {
  companyName: string; /** Like contoso, or contoso.onmicrosoft.com */
  domain: string; /** The primary contact */
  contact: { firstName: string; lastName: string; email: string; phone?: string | null | undefined };
  address: {
    addressLine1: string;
    addressLine2?: string | null | undefined;
    city: string;
    state?: string | null | undefined;
    postalCode?: string | null | undefined; /** ISO 3166-1 alpha-2, in any case: GB, not UK */
    country: string;
  }; /** Decides language and currency at Microsoft; that of the country, if absent */
  culture?: string | null | undefined;
  registrationNumber?: string | null | undefined; /** An indirect provider’s reseller */
  resellerTenantId?: string | null | undefined;
  acceptance:
    | {
        path: 'invite'; /** The contact, if absent */
        recipient?:
          | { firstName: string; lastName: string; email: string; phone?: string | null | undefined }
          | null
          | undefined; /** Taken in any case and with any region, too: fr-CA is French */
        language?: string | null | undefined;
        note?: string | null | undefined;
        delivery?: 'email' | 'link' | undefined;
      }
    | {
        /** When the customer accepted: a day in the customer’s country, or an instant with its zone; from 2019 on, and never in the future. Now, if absent. Only the classic mode needs it: in the enhanced mode Microsoft records the instant, and this one stays in the history. */
        acceptedAt?:
          | string
          | null
          | undefined; /** Of the agreement and the mail; where Microsoft does not offer it, en-US */
        language?:
          string | null | undefined; /** Of the link in the enhanced mode; the classic mode has none */
        delivery?: 'email' | 'link' | undefined;
        path: 'attest'; /** The contact, if absent */
        signatory?:
          | { firstName: string; lastName: string; email: string; phone?: string | null | undefined }
          | null
          | undefined;
      };
};
export type CreatedCustomer = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  statusReason: { code: string; detail: string } | null;
  acceptance: Acceptance | null;
  invitation: Invitation | null;
  attestation: Attestation | null;
  readiness: Readiness; /** Since when the customer has been asked; null where no answer is awaited */
  waitingSince: string | null;
  check: {
    lastCheckedAt: string | null;
    nextCheckAt: string;
    source: 'directSignStatus' | 'agreements' | null;
  };
  version: number;
  createdAt: string;
  updatedAt: string; /** Shows the first credentials once, within 72 hours: hand it to the customer. Null where Microsoft’s answer with the password was lost; then reset it in Partner Center. */
  credentialsUrl: string | null;
  content: LinkContent | null;
};
export type LinkContent = { subject: string; text: string; html: string; mailto: string };
export type InvitationRequest = {
  /** "newCustomer" adds the hand-over link while first credentials wait to be seen */
  kind?: 'existingCustomer' | 'newCustomer' | undefined;
  recipient: {
    firstName?: string | null | undefined;
    lastName?: string | null | undefined;
    email: string;
    phone?: string | null | undefined;
  }; /** Taken in any case and with any region, too: fr-CA is French */
  language?: string | null | undefined; /** Plain text, shown as a quotation */
  note?: string | null | undefined;
  delivery?: 'email' | 'link' | undefined;
};
export type InvitedCustomer = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  statusReason: { code: string; detail: string } | null;
  acceptance: Acceptance | null;
  invitation: Invitation | null;
  attestation: Attestation | null;
  readiness: Readiness; /** Since when the customer has been asked; null where no answer is awaited */
  waitingSince: string | null;
  check: {
    lastCheckedAt: string | null;
    nextCheckAt: string;
    source: 'directSignStatus' | 'agreements' | null;
  };
  version: number;
  createdAt: string;
  updatedAt: string; /** What the call could not make sure of, like whether the customer has accepted already */
  warnings: { code: string; detail: string }[]; /** To copy, when delivery is "link"; else null */
  content: LinkContent | null;
};
export type DryRun = {
  /** Whether it would be carried out */
  ready: boolean; /** Why not: a code of a problem document */
  code: string | null;
  message: string | null;
  errors: { pointer: string; message: string }[]; /** Worth knowing; they forbid nothing */
  warnings: {
    code: 'REPLACES_INVITATION' | 'ATTESTATION_UNDER_WAY' | 'MAILED_RECENTLY' | 'ADDRESS_BOUNCED';
    message: string;
  }[];
};
export type ResentCustomer = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  statusReason: { code: string; detail: string } | null;
  acceptance: Acceptance | null;
  invitation: Invitation | null;
  attestation: Attestation | null;
  readiness: Readiness; /** Since when the customer has been asked; null where no answer is awaited */
  waitingSince: string | null;
  check: {
    lastCheckedAt: string | null;
    nextCheckAt: string;
    source: 'directSignStatus' | 'agreements' | null;
  };
  version: number;
  createdAt: string;
  updatedAt: string; /** What the call could not make sure of, like whether the customer has accepted already */
  warnings: { code: string; detail: string }[];
};
export type SentRelationshipInvitation = {
  /** Opaque; also for resend and cancel below /invitations */
  id: string; /** ambiguous: one of the candidates may have accepted, say which; linked: customerTenantId has a record; failed: see stateReason */
  state: 'open' | 'undeliverable' | 'ambiguous' | 'linked' | 'expired' | 'declined' | 'cancelled' | 'failed';
  stateReason: string | null;
  recipient: Person;
  companyName: string | null;
  domain: string | null;
  resellerTenantId: string | null;
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  note: string | null;
  delivery:
    | 'email'
    | 'link'; /** The stable link, which leads to the page at Microsoft; null for Viewers, since it acts */
  url: string | null; /** Whether Partner Center has given the page that the link leads to */
  isReady: boolean; /** To copy, when delivery is "link" and the link is ready; else null */
  content: LinkContent | null;
  candidates: {
    customerTenantId: string;
    companyName: string;
    domain: string;
    matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person';
  }[];
  customerTenantId: string | null;
  matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person' | null;
  remindersSent: number;
  createdAt: string;
  sentAt: string | null;
  openedAt: string | null;
  expiresAt: string;
  updatedAt: string;
  version: number; /** What the call could not make sure of, like whether the customer has accepted already */
  warnings: { code: string; detail: string }[];
};
export type RelationshipInvitation = {
  /** Opaque; also for resend and cancel below /invitations */
  id: string; /** ambiguous: one of the candidates may have accepted, say which; linked: customerTenantId has a record; failed: see stateReason */
  state: 'open' | 'undeliverable' | 'ambiguous' | 'linked' | 'expired' | 'declined' | 'cancelled' | 'failed';
  stateReason: string | null;
  recipient: Person;
  companyName: string | null;
  domain: string | null;
  resellerTenantId: string | null;
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  note: string | null;
  delivery:
    | 'email'
    | 'link'; /** The stable link, which leads to the page at Microsoft; null for Viewers, since it acts */
  url: string | null; /** Whether Partner Center has given the page that the link leads to */
  isReady: boolean; /** To copy, when delivery is "link" and the link is ready; else null */
  content: LinkContent | null;
  candidates: {
    customerTenantId: string;
    companyName: string;
    domain: string;
    matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person';
  }[];
  customerTenantId: string | null;
  matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person' | null;
  remindersSent: number;
  createdAt: string;
  sentAt: string | null;
  openedAt: string | null;
  expiresAt: string;
  updatedAt: string;
  version: number;
};
export type RelationshipInvitationRequest = {
  recipient: {
    firstName?: string | null | undefined;
    lastName?: string | null | undefined;
    email: string;
    phone?: string | null | undefined;
  };
  companyName?:
    | string
    | null
    | undefined; /** By which the new customer is known for certain, for example contoso.onmicrosoft.com */
  domain?: string | null | undefined; /** For an indirect provider: one of its resellers */
  resellerTenantId?:
    string | null | undefined; /** Taken in any case and with any region, too: fr-CA is French */
  language?: string | null | undefined; /** Plain text, shown as a quotation */
  note?: string | null | undefined;
  delivery?: 'email' | 'link' | undefined;
};
export type RelationshipInvitationList = {
  items: RelationshipInvitation[]; /** Null on the last page */
  continuationToken: string | null;
};
export type RelationshipInvitationWithHistory = {
  /** Opaque; also for resend and cancel below /invitations */
  id: string; /** ambiguous: one of the candidates may have accepted, say which; linked: customerTenantId has a record; failed: see stateReason */
  state: 'open' | 'undeliverable' | 'ambiguous' | 'linked' | 'expired' | 'declined' | 'cancelled' | 'failed';
  stateReason: string | null;
  recipient: Person;
  companyName: string | null;
  domain: string | null;
  resellerTenantId: string | null;
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  note: string | null;
  delivery:
    | 'email'
    | 'link'; /** The stable link, which leads to the page at Microsoft; null for Viewers, since it acts */
  url: string | null; /** Whether Partner Center has given the page that the link leads to */
  isReady: boolean; /** To copy, when delivery is "link" and the link is ready; else null */
  content: LinkContent | null;
  candidates: {
    customerTenantId: string;
    companyName: string;
    domain: string;
    matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person';
  }[];
  customerTenantId: string | null;
  matchedBy: 'domain' | 'companyAndContact' | 'company' | 'contact' | 'person' | null;
  remindersSent: number;
  createdAt: string;
  sentAt: string | null;
  openedAt: string | null;
  expiresAt: string;
  updatedAt: string;
  version: number;
  history: Event[];
  chain: Chain;
};
export type RelationshipInvitationLink = {
  /** Null: none of the candidates */
  customerTenantId: string | null;
};
export type AttestationRequest = {
  /** The person at the customer who accepts */
  signatory: {
    firstName: string;
    lastName: string;
    email: string;
    phone?: string | null | undefined;
  }; /** When the customer accepted: a day in the customer’s country, or an instant with its zone; from 2019 on, and never in the future. Now, if absent. Only the classic mode needs it: in the enhanced mode Microsoft records the instant, and this one stays in the history. */
  acceptedAt?: string | null | undefined; /** That of the record, if absent */
  companyName?: string | null | undefined; /** Of the customer’s address; that of the record, if absent */
  country?:
    string | null | undefined; /** Of the agreement and the mail; where Microsoft does not offer it, en-US */
  language?: string | null | undefined; /** Of the link in the enhanced mode; the classic mode has none */
  delivery?: 'email' | 'link' | undefined;
};
export type AttestedCustomer = {
  customerTenantId: string;
  companyName: string;
  domain: string;
  country: string | null;
  resellerTenantId: string | null;
  status:
    | 'required'
    | 'invited'
    | 'undeliverable'
    | 'expired'
    | 'attesting'
    | 'accepted'
    | 'reacceptanceRequired'
    | 'unknown'
    | 'failed';
  statusReason: { code: string; detail: string } | null;
  acceptance: Acceptance | null;
  invitation: Invitation | null;
  attestation: AttestationProgress | null;
  readiness: Readiness; /** Since when the customer has been asked; null where no answer is awaited */
  waitingSince: string | null;
  check: {
    lastCheckedAt: string | null;
    nextCheckAt: string;
    source: 'directSignStatus' | 'agreements' | null;
  };
  version: number;
  createdAt: string;
  updatedAt: string; /** What the call could not make sure of, like whether the customer has accepted already */
  warnings: { code: string; detail: string }[]; /** To copy, when delivery is "link"; else null */
  content: LinkContent | null;
};
export type AttestationProgress = {
  /** Opaque; for reading its progress, resend and cancel */
  id: string;
  mode: 'enhanced' | 'classic';
  state: 'requested' | 'waiting' | 'signed' | 'completed' | 'failed' | 'closed' | 'replaced' | 'cancelled';
  delivery: 'email' | 'link';
  signatory: Person;
  companyName: string;
  country: string; /** Of the agreement, as Microsoft offers it in that country */
  language: string; /** True when the language asked for is not offered there */
  languageFallback: boolean; /** True where it puts another signatory on record of a customer who has accepted */
  isUpdate: boolean; /** When the customer accepted: as Microsoft says, in the classic mode as the partner says */
  acceptedAt: string | null;
  createdAt: string; /** When the mail service took the mail with the link */
  sentAt: string | null; /** What the mail service reported of the newest mail; null until it reported */
  deliveryReport:
    | 'expanded'
    | 'delivered'
    | 'quarantined'
    | 'filteredSpam'
    | 'failed'
    | 'suppressed'
    | 'bounced'
    | null; /** When the present link was first opened */
  openedAt: string | null;
  remindersSent: number; /** Null when no reminder will go out */
  nextReminderAt: string | null; /** Until then links that run out at Microsoft are replaced */
  expiresAt: string; /** How many of Microsoft’s links it took so far */
  links: number;
  endedAt: string | null;
  failure: {
    code:
      | 'signatoryOnRecord'
      | 'signatoryDeclined'
      | 'wrongSignatory'
      | 'attestationExpired'
      | 'mailUndeliverable'
      | 'attestationRefused'
      | 'noRelationship'
      | 'customerNotFound'
      | 'accessDenied';
    detail: string;
    partnerCenter: { code: string; correlationId: string | null } | null;
  } | null; /** The signatory’s link: who has it can accept. Null for roles that may not attest, and when it is over. */
  url: string | null;
};
export type Content = {
  subject: string;
  text: string;
  html: string;
  mailto: string; /** The stable link: who has it can act for the customer */
  url: string;
};
export type CustomerContact = {
  firstName: string | null;
  lastName: string | null; /** Null where Partner Center tells us of none */
  email: string | null;
  phone: string | null;
};
export type OrderRefusal = {
  /** Of Partner Center’s refusal; 13605 says that the agreement is missing */
  code: 13605 | '13605';
};
export type ImportList = { customerTenantIds: string[] };
export type Import = {
  id: string;
  action:
    | 'invite'
    | 'attest'
    | 'resend'
    | 'cancel'
    | 'check'; /** Object id of the agent; `GET /people` has the name */
  by: string; /** cancelling: no further row begins; cancelled: the rows that waited are settled as such */
  state: 'accepted' | 'running' | 'cancelling' | 'cancelled' | 'done';
  counts: {
    rows: number;
    waiting: number;
    done: number;
    refused: number;
    cancelled: number;
  }; /** When its last mail will have gone out, by the quota of mails; null where it sends none, and when that time is over */
  estimatedEndAt: string | null; /** Columns of the file that are not read */
  warnings: { pointer: string; message: string }[];
  createdAt: string;
  finishedAt: string | null;
};
export type ImportJudgement = {
  action: 'invite' | 'attest' | 'resend' | 'cancel' | 'check';
  counts: {
    rows: number;
    ready: number;
    waiting: number;
    refused: number;
  }; /** When the last mail would have gone out, by the quota of mails; null where it would send none */
  estimatedEndAt: string | null; /** Columns of the file that are not read */
  warnings: { pointer: string; message: string }[];
  items: {
    /** As a spreadsheet counts: the header is row 1 */
    row: number;
    customerTenantId:
      | string
      | null; /** ready: would be carried out, in a dry run; waiting, in a dry run: Partner Center cannot say now whether it has the customer; cancelled: the import was stopped before this row */
    result: 'waiting' | 'done' | 'refused' | 'cancelled' | 'ready';
    invitationId: string | null;
    attestationId: string | null; /** Why it was refused: a code of a problem document */
    code: string | null;
    message:
      | string
      | null; /** Where delivery is "link": the link to hand out, as long as it leads somewhere; null for roles that may not hold it */
    url: string | null;
    errors: {
      /** Row and column, like /rows/17/email */
      pointer: string;
      message: string;
    }[];
  }[];
};
export type ImportHistory = { items: Import[]; continuationToken: string | null };
export type ImportPage = {
  id: string;
  action:
    | 'invite'
    | 'attest'
    | 'resend'
    | 'cancel'
    | 'check'; /** Object id of the agent; `GET /people` has the name */
  by: string; /** cancelling: no further row begins; cancelled: the rows that waited are settled as such */
  state: 'accepted' | 'running' | 'cancelling' | 'cancelled' | 'done';
  counts: {
    rows: number;
    waiting: number;
    done: number;
    refused: number;
    cancelled: number;
  }; /** When its last mail will have gone out, by the quota of mails; null where it sends none, and when that time is over */
  estimatedEndAt: string | null; /** Columns of the file that are not read */
  warnings: { pointer: string; message: string }[];
  createdAt: string;
  finishedAt: string | null;
  items: {
    /** As a spreadsheet counts: the header is row 1 */
    row: number;
    customerTenantId:
      | string
      | null; /** ready: would be carried out, in a dry run; waiting, in a dry run: Partner Center cannot say now whether it has the customer; cancelled: the import was stopped before this row */
    result: 'waiting' | 'done' | 'refused' | 'cancelled' | 'ready';
    invitationId: string | null;
    attestationId: string | null; /** Why it was refused: a code of a problem document */
    code: string | null;
    message:
      | string
      | null; /** Where delivery is "link": the link to hand out, as long as it leads somewhere; null for roles that may not hold it */
    url: string | null;
    errors: {
      /** Row and column, like /rows/17/email */
      pointer: string;
      message: string;
    }[];
  }[]; /** Null on the last page. A page may have fewer items than asked for, and yet a token. */
  continuationToken: string | null;
};
export type MailBrand = {
  /** 0: nothing is saved, the settings hold */
  version: number;
  savedAt: string | null;
  partnerName: string;
  supportEmail: string | null;
  supportPhone: string | null;
  contactName: string | null;
  legalFooter: string | null;
  colors: { button: string; buttonText: string; link: string } | null;
  logo: { url: string; widthPx: number; heightPx: number } | null;
  wording: Record<string, Record<string, string>> | null;
};
export type MailBrandUpdate = {
  partnerName: string;
  supportEmail?: string | null | undefined; /** Where customers can call */
  supportPhone?: string | null | undefined; /** The person customers should ask for */
  contactName?: string | null | undefined;
  legalFooter?: string | null | undefined; /** Each #rrggbb, with a contrast of at least 4.5:1 */
  colors?: { button: string; buttonText: string; link: string } | null | undefined;
  logo?: { url: string; widthPx: number; heightPx: number } | null | undefined;
  wording?:
    | {
        /** Own words by name of the message; placeholders like {$companyName} of that message only */
        en?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        fr?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        de?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        es?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        ja?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        ar?:
          | Record<string, string>
          | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
        he?: Record<string, string> | undefined;
      }
    | null
    | undefined; /** The version that was read; 0 while none is saved */
  replaces: number;
};
export type MailTextList = {
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  items: {
    /** Name of the message in `wording` of the brand */
    key: string; /** Our own words. Where they depend on what is known of the customer, those of the usual case */
    text: string; /** Names that may stand as {$name} in own words */
    placeholders: string[];
    isOneLine: boolean;
    maxCharacters: number;
  }[];
  continuationToken: null;
};
export type MailBrandVersionList = { items: MailBrandVersion[]; continuationToken: string | null };
export type MailBrandVersion = {
  version: number;
  savedAt: string; /** Object id of the agent who saved it */
  by: string;
};
export type InvitationPreviewRequest = {
  kind?:
    | 'existingCustomer'
    | 'newCustomer'
    | 'relationship'
    | 'attestation'
    | 'reminder'
    | 'expiryNotice'
    | 'bounceNotice'
    | 'declineNotice'
    | 'ambiguousNotice'
    | 'wantedNotice'
    | 'refusalNotice'
    | 'acceptanceConfirmed'
    | 'acceptanceNotice'
    | 'endpointNotice'
    | undefined; /** What a reminder reminds of */
  about?: 'existingCustomer' | 'newCustomer' | 'relationship' | 'attestation' | undefined;
  recipient?:
    | { firstName?: string | null | undefined; lastName?: string | null | undefined; email: string }
    | null
    | undefined;
  companyName?: string | null | undefined; /** Taken in any case and with any region, too: fr-CA is French */
  language?: string | null | undefined;
  note?: string | null | undefined; /** In a reminder */
  daysLeft?: number | undefined; /** A draft; without it, the saved brand */
  brand?:
    | {
        partnerName: string;
        supportEmail?: string | null | undefined; /** Where customers can call */
        supportPhone?: string | null | undefined; /** The person customers should ask for */
        contactName?: string | null | undefined;
        legalFooter?: string | null | undefined; /** Each #rrggbb, with a contrast of at least 4.5:1 */
        colors?: { button: string; buttonText: string; link: string } | null | undefined;
        logo?: { url: string; widthPx: number; heightPx: number } | null | undefined;
        wording?:
          | {
              /** Own words by name of the message; placeholders like {$companyName} of that message only */
              en?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              fr?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              de?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              es?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              ja?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              ar?:
                | Record<string, string>
                | undefined; /** Own words by name of the message; placeholders like {$companyName} of that message only */
              he?: Record<string, string> | undefined;
            }
          | null
          | undefined;
      }
    | null
    | undefined;
};
export type InvitationPreview = {
  language: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he';
  subject: string;
  html: string;
  text: string; /** Opens the mail in the own mail program; long texts lose paragraphs, never the link */
  mailto: string;
};
export type Connection = {
  /** The worst of all parts */
  state: 'ok' | 'warn' | 'fail';
  checkedAt: string;
  probes: {
    name: string;
    state: 'ok' | 'warn' | 'fail';
    condition:
      | 'signedIn'
      | 'consentWorks'
      | 'consentEndsSoon'
      | 'consentEnded'
      | 'accountDisabled'
      | 'wrongRegistration'
      | 'identityNotTrusted'
      | 'tokenWithoutMfa'
      | 'appRefused'
      | 'signInRefused'
      | 'conditionalAccess'
      | 'audienceRetired'
      | 'appOnlyRefused'
      | 'accessDenied'
      | 'allowed'
      | 'secretsUnavailable'
      | 'unavailable'
      | 'throttled'
      | 'partnerFits'
      | 'otherPartner'
      | 'partnerTypeDiffers'
      | 'partnerAgreementSigned'
      | 'partnerAgreementOpen'
      | 'partnerAgreementUnknown'
      | 'webhookOurs'
      | 'webhookMissing'
      | 'webhookIncomplete'
      | 'webhookElsewhere'
      | 'mailAccountWorks'
      | 'mailAccountRefused'
      | 'senderWorks'
      | 'senderRefused'
      | 'mailFlows'
      | 'mailThrottled'
      | 'mailHeld'
      | 'mailStopped'
      | 'storageWorks'
      | 'storageUnavailable'
      | 'queuesFlow'
      | 'queuesLag'
      | 'noPoison'
      | 'poisonWaits'
      | 'callsFlow'
      | 'callsPaused'
      | 'reconciliationRuns'
      | 'reconciliationLate'
      | 'discoveryRuns'
      | 'discoveryBehind'
      | 'answersReadable'
      | 'answersUnreadable'
      | 'tooLate'
      | 'notTold';
    meaning: string; /** Null where there is nothing to mend */
    fix: string | null; /** Codes, counts and instants; no names and no secrets */
    facts: Record<string, string | number | boolean | null>;
  }[];
};
export type QueueList = {
  items: {
    queueName: string; /** About how many messages there are */
    depth: number;
    oldestAgeSeconds: number; /** About how many failed for good */
    poisonDepth: number;
  }[];
};
export type PoisonMessageList = {
  /** About how many there are; the oldest 32 are listed */
  total: number;
  items: {
    id: string;
    customerTenantId: string | null;
    insertedAt: string; /** When the queue drops the message */
    expiresAt: string; /** Null when the function never got to say it */
    reason: {
      /** Of the last attempt: one of ours, or the name of an error */
      code: string;
      functionName: string;
      attempts: number | null;
      failedAt: string;
    } | null;
  }[];
};
export type Replay = {
  /** How many messages went back to their queue */
  replayed: number;
};
export type StartedDiscovery = {
  /** The newest that has begun; null before the first */
  last: {
    startedAt: string;
    finishedAt: string | null;
    seen: number;
    added: number;
    changed: number;
    lost: number;
  } | null;
};
export type Reconciliation = {
  id: string;
  state: 'requested' | 'running' | 'finished'; /** While it is only requested, when it was asked for */
  startedAt: string;
  updatedAt: string;
  due: number;
  done: number;
  perMinute: number; /** Null while nobody can tell */
  estimatedEndAt: string | null;
  lastError: { code: string; at: string } | null;
};
export type WebhookEndpointList = { items: WebhookEndpoint[]; continuationToken: null };
export type WebhookEndpoint = {
  id: string;
  url: string; /** standard: CloudEvents signed by Standard Webhooks. teams, slack: messages for people in a channel, which an admin verifies by the code that arrives there */
  kind: 'standard' | 'teams' | 'slack';
  description: string | null;
  events:
    | (
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
      )[]
    | null;
  resellerTenantId:
    string | null; /** pending: it has not sent its challenge back yet, and is told of nothing */
  state:
    | 'pending'
    | 'active'
    | 'paused'
    | 'disabled'; /** Why we gave it up: it answered 410, failed for five days, or never sent its challenge back */
  disabled: { reason: 'gone' | 'failing' | 'notVerified'; at: string } | null;
  failingSince: string | null; /** Messages are signed with each of them */
  secrets: { createdAt: string; expiresAt: string | null }[];
  createdAt: string;
  updatedAt: string;
};
export type WebhookEndpointRequest = {
  /** https at port 443 of a public host name; no user, password or fragment */
  url: string; /** standard: CloudEvents signed by Standard Webhooks. teams, slack: messages for people in a channel, which an admin verifies by the code that arrives there */
  kind?: 'standard' | 'teams' | 'slack' | undefined;
  description?: string | null | undefined; /** What the endpoint is told of; absent or null for everything */
  events?:
    | (
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
      )[]
    | null
    | undefined; /** Only customers of this reseller */
  resellerTenantId?: string | null | undefined;
};
export type WebhookEndpointWithSecret = {
  id: string;
  url: string; /** standard: CloudEvents signed by Standard Webhooks. teams, slack: messages for people in a channel, which an admin verifies by the code that arrives there */
  kind: 'standard' | 'teams' | 'slack';
  description: string | null;
  events:
    | (
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
      )[]
    | null;
  resellerTenantId:
    string | null; /** pending: it has not sent its challenge back yet, and is told of nothing */
  state:
    | 'pending'
    | 'active'
    | 'paused'
    | 'disabled'; /** Why we gave it up: it answered 410, failed for five days, or never sent its challenge back */
  disabled: { reason: 'gone' | 'failing' | 'notVerified'; at: string } | null;
  failingSince: string | null; /** Messages are signed with each of them */
  secrets: { createdAt: string; expiresAt: string | null }[];
  createdAt: string;
  updatedAt: string; /** Shown this once: whsec_ and base64 */
  secret: string;
};
export type WebhookEndpointChange = {
  /** https at port 443 of a public host name; no user, password or fragment */
  url?: string | undefined;
  description?: string | null | undefined; /** What the endpoint is told of; absent or null for everything */
  events?:
    | (
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
      )[]
    | null
    | undefined; /** Only customers of this reseller */
  resellerTenantId?:
    string | null | undefined; /** While it is paused, news waits for the endpoint; active sends it */
  state?: 'active' | 'paused' | undefined;
};
export type WebhookDelivery = {
  id: string; /** Header webhook-id of every attempt */
  webhookId: string;
  type: string;
  state: 'waiting' | 'delivered' | 'failed';
  createdAt: string;
  nextAttemptAt: string | null; /** Oldest first; the last ten */
  attempts: {
    at: string; /** Null where there was no answer */
    status:
      | number
      | null; /** SECRET_UNREADABLE: SIGNING_KEY was replaced, and the endpoint needs a new secret; CHALLENGE_MISSING: the answer to an endpoint.verification does not hold data.challenge in the first KiB of a text */
    failure:
      | 'ADDRESS_REFUSED'
      | 'NAME_NOT_RESOLVED'
      | 'TIMED_OUT'
      | 'TLS_FAILED'
      | 'CONNECTION_FAILED'
      | 'SECRET_UNREADABLE'
      | 'CHALLENGE_MISSING'
      | null;
    latencyMs: number; /** The first KiB of the answer, where it is text */
    response: string | null;
  }[];
  payload: Record<string, unknown>;
};
export type WebhookEndpointVerification = {
  /** data.challenge of the endpoint.verification that the endpoint received, or the code in the channel */
  challenge: string;
};
export type WebhookDeliveryList = {
  items: WebhookDelivery[]; /** Null on the last page. A page may have fewer items than asked for, and yet a token. */
  continuationToken: string | null;
};
export type EndpointDeliveryList = {
  items: EndpointDelivery[]; /** Null on the last page. A page may have fewer items than asked for, and yet a token. */
  continuationToken: string | null;
};
export type EndpointDelivery = {
  id: string; /** Header webhook-id of every attempt */
  webhookId: string;
  type: string;
  state: 'waiting' | 'delivered' | 'failed';
  createdAt: string;
  nextAttemptAt: string | null; /** Oldest first; the last ten */
  attempts: {
    at: string; /** Null where there was no answer */
    status:
      | number
      | null; /** SECRET_UNREADABLE: SIGNING_KEY was replaced, and the endpoint needs a new secret; CHALLENGE_MISSING: the answer to an endpoint.verification does not hold data.challenge in the first KiB of a text */
    failure:
      | 'ADDRESS_REFUSED'
      | 'NAME_NOT_RESOLVED'
      | 'TIMED_OUT'
      | 'TLS_FAILED'
      | 'CONNECTION_FAILED'
      | 'SECRET_UNREADABLE'
      | 'CHALLENGE_MISSING'
      | null;
    latencyMs: number; /** The first KiB of the answer, where it is text */
    response: string | null;
  }[];
  payload: Record<string, unknown>;
  endpointId: string;
};
export type RedeliveryRequest = {
  from: string;
  to: string;
  onlyFailed?: boolean | undefined;
  continuationToken?: string | null | undefined;
};
export type Redelivery = {
  redelivered: number; /** Send it with the same range for more */
  continuationToken: string | null;
};
export type Summary = {
  total: number;
  byStatus: {
    required: number;
    invited: number;
    undeliverable: number;
    expired: number;
    attesting: number;
    accepted: number;
    reacceptanceRequired: number;
    unknown: number;
    failed: number;
  }; /** Relationship invitations of which an agent has to say which customer accepted */
  ambiguousProspects: number; /** The newest with anything to do, also when it has ended */
  reconciliation: Reconciliation | null;
  lastReconciliation: {
    startedAt: string;
    finishedAt: string;
    due: number;
    changed: number;
    unchanged: number;
    postponed: number;
    failed: number;
  } | null;
  nextReconciliationAt: string | null;
  discovery: {
    startedAt: string;
    finishedAt: string | null;
    seen: number;
    added: number;
    changed: number;
    lost: number;
  } | null;
  mail: MailLine;
  callBudget: { callsPerMinute: number; pausedUntil: string | null };
  audit: {
    startedAt: string;
    finishedAt: string | null;
    looked: number;
    mended: number;
    lastMendedAt: string | null;
  } | null;
};
export type MailLine = {
  /** Mails with a place in the line still to come. A mail takes its place when it is first tried, seconds after it was asked for; one that was cancelled keeps its place until then. During a pause also those that it stopped. */
  waiting: number; /** When the last of them will go out, as it looks now */
  lastAt: string | null;
  perMinute: number;
  perHour: number;
  paused: {
    reason: 'throttled' | 'senderRefused' | 'bounces';
    since: string; /** Then sending is tried again by itself */
    until: string;
  } | null; /** Of the last 200 mails, those that were reported */
  reported: number; /** How many of those went to an address that does not exist */
  hardBounces: number;
};
/** Each call of the API: its parameters, its body, and its answer. */
export type Operations = {
  /** Tell who calls, what they may do, and how this installation is set up */
  getSession: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Session;
  };
  /** List the settings in force, without secrets */
  listSettings: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: SettingList;
  };
  /** Tell the names of agents, whose object ids are in histories */
  listPeople: {
    params: Record<never, never>;
    query: { ids: string };
    body: undefined;
    answer: People;
  };
  /** Take the name of somebody who has left away; histories keep the object id */
  forgetPerson: {
    params: { personId: string };
    query: Record<never, never>;
    body: undefined;
    answer: null;
  };
  /** List the views that the caller keeps, and the shared ones */
  listViews: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: SavedViewList;
  };
  /** Keep filters and columns of a list under a name */
  createView: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: SavedViewRequest;
    answer: SavedView;
  };
  /** Remove a view of one’s own; an Admin agent also a shared one */
  deleteView: {
    params: { viewId: string };
    query: Record<never, never>;
    body: undefined;
    answer: null;
  };
  /** Write the customers that fit into a CSV file */
  exportCustomers: {
    params: Record<never, never>;
    query: {
      status?:
        | (
            | 'required'
            | 'invited'
            | 'undeliverable'
            | 'expired'
            | 'attesting'
            | 'accepted'
            | 'reacceptanceRequired'
            | 'unknown'
            | 'failed'
          )[]
        | undefined;
      canOrder?: boolean | undefined;
      reason?: string | undefined;
      country?: string | undefined;
      resellerTenantId?: string | undefined;
      q?: string | undefined;
      updatedSince?: string | undefined;
      sort?: 'name' | 'updatedAt' | 'lastCheckedAt' | 'waitingSince' | undefined;
      columns?: string | undefined;
    };
    body: undefined;
    answer: string;
  };
  /** List what happened to all customers, newest first */
  listActivity: {
    params: Record<never, never>;
    query: {
      since?: string | undefined;
      until?: string | undefined;
      type?: string[] | undefined;
      actor?: ('customer' | 'system') | string | undefined;
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
    };
    body: undefined;
    answer: ActivityList;
  };
  /** Count invitations, what became of them, and acceptances per week */
  getTrends: {
    params: Record<never, never>;
    query: { from?: string | undefined; to?: string | undefined; interval?: 'week' | undefined };
    body: undefined;
    answer: Trends;
  };
  /** Count the customers that are waited for by how long they have been asked */
  getAgeing: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Ageing;
  };
  /** List the resellers that have customers, with how many of them are where */
  listResellers: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: ResellerList;
  };
  /** Read what Microsoft asks of an address and a company in a country */
  getAddressRules: {
    params: Record<never, never>;
    query: { country: string };
    body: undefined;
    answer: AddressRules;
  };
  /** Ask whether a domain is free for a new customer */
  getDomainAvailability: {
    params: Record<never, never>;
    query: { domain: string };
    body: undefined;
    answer: DomainAvailability;
  };
  /** List customers of which nobody knows yet whether Partner Center made them */
  listCustomerOrders: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: CustomerOrderList;
  };
  /** Withdraw such an order, so that it is not tried again */
  cancelCustomerOrder: {
    params: { orderId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: CancelledCustomerOrder;
  };
  /** List agreement records */
  listCustomers: {
    params: Record<never, never>;
    query: {
      status?:
        | (
            | 'required'
            | 'invited'
            | 'undeliverable'
            | 'expired'
            | 'attesting'
            | 'accepted'
            | 'reacceptanceRequired'
            | 'unknown'
            | 'failed'
          )[]
        | undefined;
      canOrder?: boolean | undefined;
      reason?: string | undefined;
      country?: string | undefined;
      resellerTenantId?: string | undefined;
      q?: string | undefined;
      updatedSince?: string | undefined;
      sort?: 'name' | 'updatedAt' | 'lastCheckedAt' | 'waitingSince' | undefined;
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
    };
    body: undefined;
    answer: CustomerList;
  };
  /** Make a customer at Partner Center and begin its way to the agreement */
  createCustomer: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: NewCustomerRequest;
    answer: CreatedCustomer;
  };
  /** Read one agreement record */
  getCustomer: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: undefined;
    answer: Customer;
  };
  /** May this customer order now, and if not, what to do */
  getReadiness: {
    params: { customerTenantId: string };
    query: { maxAgeSeconds?: number | undefined };
    body: undefined;
    answer: CustomerReadiness;
  };
  /** The same for the customer with a domain */
  findReadiness: {
    params: Record<never, never>;
    query: { domain: string; maxAgeSeconds?: number | undefined };
    body: undefined;
    answer: CustomerReadiness;
  };
  /** Has the acceptance been provided */
  getConfirmation: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: undefined;
    answer: Confirmation;
  };
  /** Read the history of a customer, oldest first */
  listEvents: {
    params: { customerTenantId: string };
    query: { pageSize?: number | undefined; continuationToken?: string | undefined };
    body: undefined;
    answer: History;
  };
  /** Read the whole history with its proof, as JSON or as a printable page */
  getEvidence: {
    params: { customerTenantId: string };
    query: { format?: 'json' | 'html' | undefined };
    body: undefined;
    answer: Evidence;
  };
  /** Read which agreement template is in force, and where it is offered */
  getAgreementMetadata: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: AgreementMetadata;
  };
  /** Get fresh links to the agreement of one country in one language */
  getAgreementTemplate: {
    params: Record<never, never>;
    query: { country: string; language?: string | undefined };
    body: undefined;
    answer: AgreementTemplate;
  };
  /** Invite an existing customer to accept in the Microsoft 365 admin center */
  inviteCustomer: {
    params: { customerTenantId: string };
    query: { dryRun?: boolean | undefined };
    body: InvitationRequest;
    answer: DryRun | InvitedCustomer;
  };
  /** Send the mail of an invitation once more */
  resendInvitation: {
    params: { invitationId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: ResentCustomer | SentRelationshipInvitation;
  };
  /** Withdraw an invitation */
  cancelInvitation: {
    params: { invitationId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Customer | RelationshipInvitation;
  };
  /** Invite somebody who is no customer yet to take us as a partner and to accept the agreement */
  inviteProspect: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: RelationshipInvitationRequest;
    answer: SentRelationshipInvitation;
  };
  /** List relationship invitations, the newest first */
  listProspects: {
    params: Record<never, never>;
    query: {
      state?:
        | 'open'
        | 'undeliverable'
        | 'ambiguous'
        | 'linked'
        | 'expired'
        | 'declined'
        | 'cancelled'
        | 'failed'
        | undefined;
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
    };
    body: undefined;
    answer: RelationshipInvitationList;
  };
  /** Read one relationship invitation with its history */
  getProspect: {
    params: { prospectId: string };
    query: Record<never, never>;
    body: undefined;
    answer: RelationshipInvitationWithHistory;
  };
  /** Say which customer an invited prospect is, or that it is none of the candidates */
  linkProspect: {
    params: { prospectId: string };
    query: Record<never, never>;
    body: RelationshipInvitationLink;
    answer: RelationshipInvitation;
  };
  /** Attest that a customer accepts: its signatory gets the link to Microsoft’s page, or has accepted already */
  attestCustomer: {
    params: { customerTenantId: string };
    query: { dryRun?: boolean | undefined };
    body: AttestationRequest;
    answer: DryRun | AttestedCustomer;
  };
  /** Read how far an attestation is */
  getAttestation: {
    params: { customerTenantId: string; attestationId: string };
    query: Record<never, never>;
    body: undefined;
    answer: AttestationProgress;
  };
  /** Send the mail with the signatory’s link once more */
  resendAttestation: {
    params: { customerTenantId: string; attestationId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: AttestedCustomer;
  };
  /** Withdraw an attestation, unless the customer has accepted it */
  cancelAttestation: {
    params: { customerTenantId: string; attestationId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: AttestedCustomer;
  };
  /** Read what a customer’s current invitation says, to send it by hand */
  getInvitationContent: {
    params: { invitationId: string };
    query: Record<never, never>;
    body: undefined;
    answer: Content;
  };
  /** Read what the mail to a signatory says, to send it by hand */
  getAttestationContent: {
    params: { customerTenantId: string; attestationId: string };
    query: Record<never, never>;
    body: undefined;
    answer: Content;
  };
  /** Read what a relationship invitation says, to send it by hand */
  getProspectContent: {
    params: { prospectId: string };
    query: Record<never, never>;
    body: undefined;
    answer: Content;
  };
  /** Read the person whom Partner Center has as the customer’s contact */
  getCustomerContact: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: undefined;
    answer: CustomerContact;
  };
  /** Note in the history that the link of the open invitation or attestation was copied */
  noteLinkCopied: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Customer;
  };
  /** Note that the admin center told the customer to ask the partner, so that attestation is the next step */
  noteDirectRefusal: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Customer;
  };
  /** Say that Partner Center refused an order (13605): the customer is not ready, and a check follows */
  noteOrderRefusal: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: OrderRefusal;
    answer: Customer;
  };
  /** Invite the customers of a file, attest, resend, cancel or check, row by row; or only judge the rows */
  createImport: {
    params: Record<never, never>;
    query: { action: 'invite' | 'attest' | 'resend' | 'cancel' | 'check'; dryRun?: boolean | undefined };
    body: string | ImportList;
    answer: ImportJudgement | Import;
  };
  /** List imports, newest first */
  listImports: {
    params: Record<never, never>;
    query: { pageSize?: number | undefined; continuationToken?: string | undefined };
    body: undefined;
    answer: ImportHistory;
  };
  /** Stop an import: rows that are under way are finished, and no other begins */
  cancelImport: {
    params: { importId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Import;
  };
  /** Read how far an import is, and what became of its rows */
  getImport: {
    params: { importId: string };
    query: {
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
      result?: 'waiting' | 'done' | 'refused' | 'cancelled' | undefined;
    };
    body: undefined;
    answer: ImportPage;
  };
  /** Ask Microsoft about a customer now */
  requestCheck: {
    params: { customerTenantId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Customer;
  };
  /** Read how the mails look: the newest version, or an earlier one */
  getMailBrand: {
    params: Record<never, never>;
    query: { version?: string | undefined };
    body: undefined;
    answer: MailBrand;
  };
  /** Save how the mails look, as the next version */
  saveMailBrand: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: MailBrandUpdate;
    answer: MailBrand;
  };
  /** List the texts of mails that a brand may replace, with our words and the placeholders of each */
  listMailTexts: {
    params: Record<never, never>;
    query: { language?: 'en' | 'fr' | 'de' | 'es' | 'ja' | 'ar' | 'he' | undefined };
    body: undefined;
    answer: MailTextList;
  };
  /** List when the look of the mails was saved and by whom, newest first */
  listMailBrandVersions: {
    params: Record<never, never>;
    query: { pageSize?: number | undefined; continuationToken?: string | undefined };
    body: undefined;
    answer: MailBrandVersionList;
  };
  /** Write a mail of any kind to look at; nothing is stored or sent */
  previewInvitation: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: InvitationPreviewRequest;
    answer: InvitationPreview;
  };
  /** What works of the connection to Partner Center, mail and storage, and what mends the rest */
  getConnection: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Connection;
  };
  /** What waits in the queues, and what failed for good */
  listQueues: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: QueueList;
  };
  /** List messages that failed for good, with the reason */
  listPoisonMessages: {
    params: { queueName: string };
    query: Record<never, never>;
    body: undefined;
    answer: PoisonMessageList;
  };
  /** Give a message that failed for good back to its queue */
  replayPoisonMessage: {
    params: { queueName: string; messageId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Replay;
  };
  /** Give all of them back, at most a thousand */
  replayPoisonMessages: {
    params: { queueName: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Replay;
  };
  /** Look for customers new at Partner Center now; one that has just begun is the same */
  startDiscovery: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: StartedDiscovery;
  };
  /** Start a reconciliation now; while one is under way, that one is answered */
  startReconciliation: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: Reconciliation;
  };
  /** List the webhook endpoints, to which news is sent */
  listWebhookEndpoints: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: WebhookEndpointList;
  };
  /** Add a webhook endpoint; it has to send a challenge back before it is told of anything */
  createWebhookEndpoint: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: WebhookEndpointRequest;
    answer: WebhookEndpointWithSecret;
  };
  /** Read one webhook endpoint */
  getWebhookEndpoint: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: undefined;
    answer: WebhookEndpoint;
  };
  /** Change, pause or resume a webhook endpoint; what is not given stays */
  changeWebhookEndpoint: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: WebhookEndpointChange;
    answer: WebhookEndpoint;
  };
  /** Remove a webhook endpoint with its deliveries */
  deleteWebhookEndpoint: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: undefined;
    answer: null;
  };
  /** Send a test message, or to a pending endpoint its challenge again */
  testWebhookEndpoint: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: WebhookDelivery;
  };
  /** Make a pending endpoint active by the challenge that its receiver was sent */
  verifyWebhookEndpoint: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: WebhookEndpointVerification;
    answer: WebhookEndpoint;
  };
  /** Give a webhook endpoint a new secret; the one before signs, too, for 24 hours */
  rotateWebhookSecret: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: WebhookEndpointWithSecret;
  };
  /** List what was sent to a webhook endpoint or waits to be sent, newest first */
  listWebhookDeliveries: {
    params: { endpointId: string };
    query: {
      state?: 'waiting' | 'delivered' | 'failed' | undefined;
      type?:
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
        | 'endpoint.verification'
        | 'endpoint.test'
        | undefined;
      statusClass?: '2xx' | '3xx' | '4xx' | '5xx' | 'none' | undefined;
      from?: string | undefined;
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
    };
    body: undefined;
    answer: WebhookDeliveryList;
  };
  /** List what was sent to any webhook endpoint or waits to be sent, newest first */
  findWebhookDeliveries: {
    params: Record<never, never>;
    query: {
      state?: 'waiting' | 'delivered' | 'failed' | undefined;
      type?:
        | 'agreement.accepted'
        | 'agreement.reacceptance_required'
        | 'invitation.sent'
        | 'invitation.opened'
        | 'invitation.bounced'
        | 'invitation.expired'
        | 'invitation.declined'
        | 'invitation.cancelled'
        | 'attestation.requested'
        | 'attestation.completed'
        | 'attestation.failed'
        | 'customer.created'
        | 'customer.unknown'
        | 'customer.reseller_changed'
        | 'prospect.ambiguous'
        | 'endpoint.verification'
        | 'endpoint.test'
        | undefined;
      statusClass?: '2xx' | '3xx' | '4xx' | '5xx' | 'none' | undefined;
      from?: string | undefined;
      endpointId?: string | undefined;
      pageSize?: number | undefined;
      continuationToken?: string | undefined;
    };
    body: undefined;
    answer: EndpointDeliveryList;
  };
  /** Send a message once more, with the same id */
  redeliverWebhook: {
    params: { endpointId: string; deliveryId: string };
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: WebhookDelivery;
  };
  /** Send messages of a range once more, about a thousand at a time */
  redeliverWebhooks: {
    params: { endpointId: string };
    query: Record<never, never>;
    body: RedeliveryRequest;
    answer: Redelivery;
  };
  /** Exact counts per status; reconciliation, discovery, budget of calls and audit */
  getSummary: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Summary;
  };
  /** End a pause of the mail sender */
  resumeMail: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: Record<string, unknown> | undefined;
    answer: MailLine;
  };
  /** This description */
  getOpenApi: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: Record<string, unknown>;
  };
  /** Is the process up */
  checkLiveness: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: { status: 'live' };
  };
  /** Can the application reach its storage */
  checkReadiness: {
    params: Record<never, never>;
    query: Record<never, never>;
    body: undefined;
    answer: { status: 'ready' };
  };
};
/** Method and path of each call, below `/api`. */
export const operations = {
  getSession: ['GET', '/v1/session'],
  listSettings: ['GET', '/v1/settings'],
  listPeople: ['GET', '/v1/people'],
  forgetPerson: ['DELETE', '/v1/people/{personId}'],
  listViews: ['GET', '/v1/views'],
  createView: ['POST', '/v1/views'],
  deleteView: ['DELETE', '/v1/views/{viewId}'],
  exportCustomers: ['GET', '/v1/customer-export'],
  listActivity: ['GET', '/v1/activity'],
  getTrends: ['GET', '/v1/trends'],
  getAgeing: ['GET', '/v1/ageing'],
  listResellers: ['GET', '/v1/resellers'],
  getAddressRules: ['GET', '/v1/address-rules'],
  getDomainAvailability: ['GET', '/v1/domain-availability'],
  listCustomerOrders: ['GET', '/v1/customer-orders'],
  cancelCustomerOrder: ['POST', '/v1/customer-orders/{orderId}/cancel'],
  listCustomers: ['GET', '/v1/customers'],
  createCustomer: ['POST', '/v1/customers'],
  getCustomer: ['GET', '/v1/customers/{customerTenantId}'],
  getReadiness: ['GET', '/v1/customers/{customerTenantId}/readiness'],
  findReadiness: ['GET', '/v1/readiness'],
  getConfirmation: ['GET', '/v1/customers/{customerTenantId}/confirmation'],
  listEvents: ['GET', '/v1/customers/{customerTenantId}/events'],
  getEvidence: ['GET', '/v1/customers/{customerTenantId}/evidence'],
  getAgreementMetadata: ['GET', '/v1/agreement-metadata'],
  getAgreementTemplate: ['GET', '/v1/agreement-template'],
  inviteCustomer: ['POST', '/v1/customers/{customerTenantId}/invitations'],
  resendInvitation: ['POST', '/v1/invitations/{invitationId}/resend'],
  cancelInvitation: ['POST', '/v1/invitations/{invitationId}/cancel'],
  inviteProspect: ['POST', '/v1/relationship-invitations'],
  listProspects: ['GET', '/v1/relationship-invitations'],
  getProspect: ['GET', '/v1/relationship-invitations/{prospectId}'],
  linkProspect: ['POST', '/v1/relationship-invitations/{prospectId}/link'],
  attestCustomer: ['POST', '/v1/customers/{customerTenantId}/attestations'],
  getAttestation: ['GET', '/v1/customers/{customerTenantId}/attestations/{attestationId}'],
  resendAttestation: ['POST', '/v1/customers/{customerTenantId}/attestations/{attestationId}/resend'],
  cancelAttestation: ['POST', '/v1/customers/{customerTenantId}/attestations/{attestationId}/cancel'],
  getInvitationContent: ['GET', '/v1/invitations/{invitationId}/content'],
  getAttestationContent: ['GET', '/v1/customers/{customerTenantId}/attestations/{attestationId}/content'],
  getProspectContent: ['GET', '/v1/relationship-invitations/{prospectId}/content'],
  getCustomerContact: ['GET', '/v1/customers/{customerTenantId}/contact'],
  noteLinkCopied: ['POST', '/v1/customers/{customerTenantId}/link-copies'],
  noteDirectRefusal: ['POST', '/v1/customers/{customerTenantId}/direct-refusals'],
  noteOrderRefusal: ['POST', '/v1/customers/{customerTenantId}/order-refusals'],
  createImport: ['POST', '/v1/imports'],
  listImports: ['GET', '/v1/imports'],
  cancelImport: ['POST', '/v1/imports/{importId}/cancel'],
  getImport: ['GET', '/v1/imports/{importId}'],
  requestCheck: ['POST', '/v1/customers/{customerTenantId}/checks'],
  getMailBrand: ['GET', '/v1/mail-brand'],
  saveMailBrand: ['PUT', '/v1/mail-brand'],
  listMailTexts: ['GET', '/v1/mail-texts'],
  listMailBrandVersions: ['GET', '/v1/mail-brand-versions'],
  previewInvitation: ['POST', '/v1/invitation-preview'],
  getConnection: ['GET', '/v1/connection'],
  listQueues: ['GET', '/v1/queues'],
  listPoisonMessages: ['GET', '/v1/queues/{queueName}/poison-messages'],
  replayPoisonMessage: ['POST', '/v1/queues/{queueName}/poison-messages/{messageId}/replay'],
  replayPoisonMessages: ['POST', '/v1/queues/{queueName}/poison-messages/replay'],
  startDiscovery: ['POST', '/v1/discoveries'],
  startReconciliation: ['POST', '/v1/reconciliations'],
  listWebhookEndpoints: ['GET', '/v1/webhook-endpoints'],
  createWebhookEndpoint: ['POST', '/v1/webhook-endpoints'],
  getWebhookEndpoint: ['GET', '/v1/webhook-endpoints/{endpointId}'],
  changeWebhookEndpoint: ['PATCH', '/v1/webhook-endpoints/{endpointId}'],
  deleteWebhookEndpoint: ['DELETE', '/v1/webhook-endpoints/{endpointId}'],
  testWebhookEndpoint: ['POST', '/v1/webhook-endpoints/{endpointId}/test'],
  verifyWebhookEndpoint: ['POST', '/v1/webhook-endpoints/{endpointId}/verify'],
  rotateWebhookSecret: ['POST', '/v1/webhook-endpoints/{endpointId}/rotate-secret'],
  listWebhookDeliveries: ['GET', '/v1/webhook-endpoints/{endpointId}/deliveries'],
  findWebhookDeliveries: ['GET', '/v1/webhook-deliveries'],
  redeliverWebhook: ['POST', '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redeliver'],
  redeliverWebhooks: ['POST', '/v1/webhook-endpoints/{endpointId}/deliveries/redeliver'],
  getSummary: ['GET', '/v1/summary'],
  resumeMail: ['POST', '/v1/mail/resume'],
  getOpenApi: ['GET', '/v1/openapi.json'],
  checkLiveness: ['GET', '/v1/health/live'],
  checkReadiness: ['GET', '/v1/health/ready'],
} as const satisfies Record<keyof Operations, readonly [string, string]>;
