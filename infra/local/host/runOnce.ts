import { randomUUID } from 'node:crypto';
import type { AppFunction } from './app/coreModule.ts';
import type { Invoke } from './invoke.ts';
import { metadataOf } from './queue/queueMessage.ts';
import { parseSchedule } from './schedule.ts';
import { resolveSettings, type Settings } from './settings.ts';
import { timerData } from './timerListener.ts';

/** Runs a queue or timer function once by hand. Throws what the handler throws. */
export async function runOnce(
  { invoke, settings }: { invoke: Invoke; settings: Settings },
  target: AppFunction,
  input: string,
): Promise<void> {
  const { trigger, name } = target;
  const now = new Date();
  if (trigger.kind === 'timer') {
    const schedule = parseSchedule(resolveSettings(trigger.schedule, settings));
    await invoke(target, timerData(schedule, now, undefined));
  } else if (trigger.kind === 'queue') {
    const data = { string: input };
    const message = { messageId: randomUUID(), popReceipt: 'manual', dequeueCount: 1 };
    await invoke(
      target,
      data,
      metadataOf({ ...message, insertedOn: now, expiresOn: now, nextVisibleOn: now }, data),
    );
  } else {
    throw new Error(`${name} is neither a queue nor a timer function`);
  }
}
