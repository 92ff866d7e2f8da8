import type { Config } from '../config.ts';
import type { Policy } from '../workflows/ports/ports.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What the settings say of the partner's rules, in the units that workflows reckon with. */
export function policyOf(config: Config): Policy {
  const portalUrl = config.PORTAL_URL ?? `${config.PUBLIC_URL}/portal`;
  return {
    invitation: {
      lifetimeMs: config.invitationLifetimeMs,
      resends: config.RESEND_LIMIT,
      resendWindowMs: config.RESEND_WINDOW_MINUTES * 60_000,
    },
    mailLimits: {
      perCustomer: config.MAIL_LIMIT_PER_CUSTOMER,
      perRecipient: config.MAIL_LIMIT_PER_RECIPIENT,
      windowMs: config.MAIL_LIMIT_WINDOW_MINUTES * minuteMs,
    },
    attestation: { mode: config.ATTESTATION_MODE },
    reminders: {
      firstMs: config.REMINDER_FIRST_DAYS * dayMs,
      everyMs: config.REMINDER_EVERY_DAYS * dayMs,
      limit: config.REMINDER_LIMIT,
    },
    notices: {
      agentEmail: config.NOTICE_EMAIL ?? null,
      tellCustomer: config.CONFIRM_TO_CUSTOMER,
      recordUrl: (customerTenantId) => `${portalUrl}/customers/${customerTenantId}`,
      prospectUrl: (prospectId) => `${portalUrl}/relationship-invitations/${prospectId}`,
      endpointUrl: (endpointId) => `${portalUrl}/webhook-endpoints/${endpointId}`,
    },
    mailPasswords: config.MAIL_PASSWORDS,
    rhythm: {
      afterInvitationMs: config.CHECK_AFTER_INVITATION_HOURS.map((hours) => hours * hourMs),
      afterOpeningMs: config.CHECK_AFTER_OPENING_MINUTES.map((minutes) => minutes * minuteMs),
      afterAttestationMs: config.CHECK_AFTER_ATTESTATION_MINUTES.map((minutes) => minutes * minuteMs),
      acceptedMs: config.CHECK_ACCEPTED_DAYS * dayMs,
    },
    wakeUpGraceMs: config.WAKE_UP_GRACE_SECONDS * 1000,
    retryFirstMs: config.RETRY_FIRST_SECONDS * 1000,
    reacceptanceCutoff: config.REACCEPTANCE_CUTOFF,
    cutoffCoversDirect: config.REACCEPTANCE_COVERS_DIRECT,
    defaultLanguage: config.DEFAULT_LANGUAGE,
    partnerType: config.PARTNER_TYPE,
  };
}
