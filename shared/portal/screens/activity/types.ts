/** The kinds of events that agents look for, in the order of a customer's way. */
export const types = [
  ...(['customerDiscovered', 'customerCreated', 'credentialsSeen', 'relationshipAccepted'] as const),
  ...(['invitationCreated', 'invitationSent', 'invitationDelivered', 'invitationUndeliverable'] as const),
  ...(['invitationOpened', 'invitationDeclined', 'invitationExpired', 'invitationCancelled'] as const),
  ...(['invitationResent', 'reminderSent', 'attestationRequested', 'attestationMailed'] as const),
  ...(['attestationCompleted', 'attestationFailed', 'directAcceptanceRefused', 'standingChecked'] as const),
  'checkFailed',
] as const;
