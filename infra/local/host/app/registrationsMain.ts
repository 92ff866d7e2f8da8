import { loadApp } from './loadApp.ts';
import type { AppFunction } from './coreModule.ts';
import type { Registration, RegistrationsMessage } from './registration.ts';

/** Loads the app folder named by the first argument and tells the parent what it registers. */
async function main(): Promise<RegistrationsMessage> {
  try {
    const app = await loadApp(process.argv[2] ?? '.', () => {});
    const registrations = app.functions.map(toRegistration);
    return { registrations: registrations.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function toRegistration({ name, trigger, bindings }: AppFunction): Registration {
  const triggerType = bindings[trigger.bindingName]?.type ?? '';
  switch (trigger.kind) {
    case 'http': {
      const { route, methods, authLevel } = trigger;
      return { name, triggerType, route, methods, authLevel };
    }
    case 'queue': {
      const { queueName, connection } = trigger;
      return { name, triggerType, queueName, ...(connection !== undefined && { connection }) };
    }
    case 'timer':
      return { name, triggerType, schedule: trigger.schedule };
    case 'other':
      return { name, triggerType };
  }
}

const message = await main();
// Whatever the app started while it loaded must not keep the process.
process.send?.(message, () => process.exit(0));
