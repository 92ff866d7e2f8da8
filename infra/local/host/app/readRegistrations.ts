import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exitOf, typescriptArguments } from '../process/childProcess.ts';
import type { Registration, RegistrationsMessage } from './registration.ts';

/**
 * Loads a built app in a process of its own, as the Functions worker does, and answers what it registers, by name.
 * Settings are what the app wants to see while it loads. Throws with the app's own reason when it does not load.
 */
export async function readRegistrations(
  appDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Registration[]> {
  const main = fileURLToPath(new URL('./registrationsMain.ts', import.meta.url));
  const child = spawn(process.execPath, [...typescriptArguments(), main, appDir], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let message: RegistrationsMessage | undefined;
  child.on('message', (received: RegistrationsMessage) => (message = received));
  const { code } = await exitOf(child);
  if (!message) throw new Error(`the app ended while it was loading (code ${code})`);
  if ('failed' in message) throw new Error(message.failed);
  return message.registrations;
}
