import { wantedEvents } from './partnerCenterEvent.ts';

/** Where Partner Center sends its notifications: one place per partner, so the last to register has them. */
export type WebhookRegistration = {
  readonly url: string;
  readonly events: readonly string[];
  /** Whether the signature comes in a header of its own; `Authorization` gets lost in gateways. */
  readonly hasOwnHeader: boolean;
  readonly changedAt: Date | null;
};

export type WebhookState =
  /** `incomplete`: ours, but events are missing or the signature comes in `Authorization`. */
  'none' | 'ours' | 'incomplete' | 'elsewhere';

/** Where the app takes notifications, below its public address. */
export function webhookUrl(publicUrl: string): string {
  return `${publicUrl}/api/v1/webhooks/partner-center`;
}

/** Says whose a registration is. */
export function decideWebhookState(
  registered: WebhookRegistration | undefined,
  ownUrl: string,
): WebhookState {
  if (!registered) return 'none';
  if (!isSame(registered.url, ownUrl)) return 'elsewhere';
  const known = registered.events.map((name) => name.toLowerCase());
  const isWhole = registered.hasOwnHeader && wantedEvents.every((name) => known.includes(name));
  return isWhole ? 'ours' : 'incomplete';
}

/** Compared as addresses: others may write the host in capitals or end with a slash. */
function isSame(a: string, b: string): boolean {
  const plain = (url: string): string => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
  return plain(a) === plain(b);
}
