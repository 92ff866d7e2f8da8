import type { WordKey } from '../../wordKeys.ts';

/** The settings by what they are about, in the order in which a customer's way meets them. */
export const groups: readonly { readonly label: WordKey; readonly names: readonly string[] }[] = [
  {
    label: 'settings.group.partner',
    names: [
      ...['PARTNER_NAME', 'PARTNER_TYPE', 'PARTNER_SUPPORT_EMAIL', 'DEFAULT_LANGUAGE'],
      ...['ATTESTATION_MODE', 'REACCEPTANCE_CUTOFF'],
    ],
  },
  {
    label: 'settings.group.reminders',
    names: [
      ...['INVITATION_LIFETIME_DAYS', 'REMINDER_FIRST_DAYS', 'REMINDER_EVERY_DAYS', 'REMINDER_LIMIT'],
      ...['RESEND_LIMIT', 'RESEND_WINDOW_MINUTES', 'CONFIRM_TO_CUSTOMER', 'MAIL_PASSWORDS'],
    ],
  },
  {
    label: 'settings.group.mail',
    names: [
      ...['MAIL_SENDER', 'MAIL_REPLY_TO', 'NOTICE_EMAIL', 'MAIL_PER_MINUTE', 'MAIL_PER_HOUR'],
      ...['MAIL_LIMIT_PER_CUSTOMER', 'MAIL_LIMIT_PER_RECIPIENT', 'MAIL_LIMIT_WINDOW_MINUTES'],
    ],
  },
  {
    label: 'settings.group.checks',
    names: [
      ...['CHECK_AFTER_OPENING_MINUTES', 'CHECK_AFTER_INVITATION_HOURS', 'CHECK_AFTER_ATTESTATION_MINUTES'],
      ...['CHECK_ACCEPTED_DAYS', 'PARTNER_CENTER_CALLS_PER_MINUTE'],
    ],
  },
  {
    label: 'settings.group.schedules',
    names: ['RECONCILE_SCHEDULE', 'DISCOVER_SCHEDULE', 'AUDIT_SCHEDULE', 'BACKUP_SCHEDULE'],
  },
];
