import type { ConditionName } from '../../../domain/connection/connection.ts';
import { decideWebhookState, type WebhookState } from '../../../domain/partnerCenter/webhookRegistration.ts';
import type { Probe } from '../../ports/connectionPorts.ts';

const conditionOf: Record<WebhookState, ConditionName> = {
  none: 'webhookMissing',
  ours: 'webhookOurs',
  incomplete: 'webhookIncomplete',
  elsewhere: 'webhookElsewhere',
};

/** Whether Partner Center's notifications come to this environment. */
export const webhookRegistration: Probe = {
  name: 'webhookRegistration',
  async look({ webhookRegistrations, webhookUrl }) {
    const registered = await webhookRegistrations.current();
    const condition = conditionOf[decideWebhookState(registered, webhookUrl)];
    // Another's address may hold a key; its host says enough.
    const host = registered && URL.canParse(registered.url) ? new URL(registered.url).host : null;
    return { condition, facts: { host, changedAt: registered?.changedAt?.toISOString() ?? null } };
  },
};
