import * as edge from './edge/job.ts';
import { getServices } from './services.ts';

/** Queue functions of this app: what fails leaves its reason for those who look at the poison queue. */
export function handleMessage<Message>(
  parse: (message: unknown) => Message,
  run: (message: Message) => Promise<Record<string, unknown>>,
): ReturnType<typeof edge.handleMessage> {
  return edge.handleMessage(parse, run, async (message, failure) => {
    const { failureNotes, clock } = await getServices();
    await failureNotes.note(message, { ...failure, failedAt: clock.now() });
  });
}
