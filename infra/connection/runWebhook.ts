import { setTimeout as sleep } from 'node:timers/promises';
import { wantedEvents } from '../../shared/domain/partnerCenter/partnerCenterEvent.ts';
import {
  decideWebhookState,
  type WebhookRegistration,
} from '../../shared/domain/partnerCenter/webhookRegistration.ts';
import type { WebhookRegistrations, WebhookTest } from '../../shared/workflows/ports/notificationPorts.ts';

export type WebhookCommand = {
  readonly what: 'status' | 'register' | 'test';
  /** Replace a registration that points to another address. */
  readonly replace: boolean;
};

type Needs = {
  readonly registrations: WebhookRegistrations;
  readonly ownUrl: string;
  say(this: void, line: string): void;
  /** How long a test may take. */
  readonly patienceMs?: number;
};

const defaultPatienceMs = 60_000;
const pauseMs = 1000;

/** Shows, makes or tries the registration; says whether notifications come to this app. */
export async function runWebhook(needs: Needs, command: WebhookCommand): Promise<boolean> {
  const registered = await needs.registrations.current();
  switch (command.what) {
    case 'status':
      return show(needs, registered);
    case 'register':
      return register(needs, registered, command.replace);
    case 'test':
      return (await show(needs, registered)) && test(needs);
  }
}

async function show(
  { ownUrl, say }: Pick<Needs, 'ownUrl' | 'say'>,
  registered: WebhookRegistration | undefined,
): Promise<boolean> {
  const state = decideWebhookState(registered, ownUrl);
  if (registered) {
    say(`registered  ${registered.url}`);
    say(`events      ${registered.events.join(', ')}`);
    say(`signature   in ${registered.hasOwnHeader ? 'X-MS-Signature' : 'Authorization'}`);
    if (registered.changedAt) say(`since       ${registered.changedAt.toISOString()}`);
  }
  switch (state) {
    case 'none':
      say(`Nobody is registered. "register" sends the notifications to ${ownUrl}.`);
      return false;
    case 'ours':
      say('Notifications come to this app.');
      return true;
    case 'incomplete':
      say(
        'Notifications come to this app, but not all, or signed where gateways lose it: "register" mends it.',
      );
      return false;
    case 'elsewhere':
      say(
        `WARNING: another environment has the notifications, not ${ownUrl}. A partner has one place for them.`,
      );
      return false;
  }
}

async function register(
  { registrations, ownUrl, say }: Needs,
  registered: WebhookRegistration | undefined,
  replace: boolean,
): Promise<boolean> {
  const state = decideWebhookState(registered, ownUrl);
  if (state === 'ours') return show({ ownUrl, say }, registered);
  if (state === 'elsewhere' && !replace) {
    await show({ ownUrl, say }, registered);
    say('Nothing was changed. "register --replace" takes them away from there.');
    return false;
  }
  const offered = (await registrations.eventNames()).map((name) => name.toLowerCase());
  const events = wantedEvents.filter((name) => offered.includes(name));
  const missing = wantedEvents.filter((name) => !offered.includes(name));
  if (missing.length > 0) say(`Partner Center does not offer: ${missing.join(', ')}.`);
  if (registered) await registrations.replace(ownUrl, events);
  else if ((await registrations.create(ownUrl, events)) === 'exists') {
    say('Somebody else registered at this moment. Nothing was changed.');
  }
  const now = await registrations.current();
  await show({ ownUrl, say }, now);
  const after = decideWebhookState(now, ownUrl);
  return after === 'ours' || (after === 'incomplete' && missing.length > 0);
}

async function test({ registrations, say, patienceMs = defaultPatienceMs }: Needs): Promise<boolean> {
  const testId = await registrations.startTest();
  say(`Partner Center sends a test event, ${testId}.`);
  const end = Date.now() + patienceMs;
  for (;;) {
    const result = await registrations.testResult(testId);
    if (result && (isTaken(result) || result.status.toLowerCase() === 'completed')) return tell(say, result);
    if (Date.now() > end) {
      if (result) tell(say, result);
      say('The test was not completed in time. Its result is kept for seven days.');
      return false;
    }
    await sleep(pauseMs);
  }
}

function tell(say: Needs['say'], result: WebhookTest): boolean {
  for (const { responseCode, at } of result.attempts) say(`  ${at?.toISOString() ?? ''} ${responseCode}`);
  say(
    isTaken(result)
      ? 'The test event was taken.'
      : 'The test event was not taken; the log of the app says why.',
  );
  return isTaken(result);
}

/** A name in Microsoft's sample, `OK`; a number would be as good. */
function isTaken({ attempts }: WebhookTest): boolean {
  return attempts.some(({ responseCode }) => /^(ok|accepted|20\d)$/i.test(responseCode));
}
