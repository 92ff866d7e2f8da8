import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import type { PoisonMessages } from '../ports/poisonPorts.ts';

type PoisonNeeds = Pick<Needs, 'queueProbe'> & { readonly poisonMessages: PoisonMessages };

/** Messages of a queue that failed for good, oldest first. @throws {AgreementError} `QUEUE_NOT_FOUND` */
export async function listPoisonMessages(needs: PoisonNeeds, queueName: string) {
  await requireQueue(needs, queueName);
  return needs.poisonMessages.list(queueName);
}

/**
 * Gives one message back to its queue, or all of them. Handlers do what the record says, so a message too
 * many does nothing.
 * @throws {AgreementError} `QUEUE_NOT_FOUND` · `POISON_MESSAGE_NOT_FOUND`
 */
export async function replayPoison(
  needs: PoisonNeeds,
  queueName: string,
  messageId: string | null,
): Promise<{ replayed: number }> {
  await requireQueue(needs, queueName);
  if (messageId === null) return { replayed: await needs.poisonMessages.replayAll(queueName) };
  if (await needs.poisonMessages.replay(queueName, messageId)) return { replayed: 1 };
  throw new AgreementError(
    'POISON_MESSAGE_NOT_FOUND',
    'No poison message has this id; it was replayed, or has ended.',
  );
}

async function requireQueue({ queueProbe }: PoisonNeeds, queueName: string): Promise<void> {
  if (queueProbe.names.includes(queueName)) return;
  throw new AgreementError('QUEUE_NOT_FOUND', 'There is no queue with this name.');
}
