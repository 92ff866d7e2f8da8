import type { PoisonMessageListView, QueueListView } from './queue.ts';

type Level = {
  readonly queue: string;
  readonly depth: number;
  readonly poisonDepth: number;
  readonly oldestAgeMs: number;
};
type Reason = {
  readonly code: string;
  readonly functionName: string;
  readonly attempts: number | null;
  readonly failedAt: Date;
};
type Message = {
  readonly id: string;
  readonly customerTenantId: string | null;
  readonly insertedAt: Date;
  readonly expiresAt: Date;
  readonly reason: Reason | null;
};

export function presentQueues(levels: readonly Level[]): QueueListView {
  return {
    items: levels.map(({ queue: queueName, depth, poisonDepth, oldestAgeMs }) => {
      return { queueName, depth, oldestAgeSeconds: Math.round(oldestAgeMs / 1000), poisonDepth };
    }),
  };
}

export function presentPoisonMessages(found: {
  readonly items: readonly Message[];
  readonly total: number;
}): PoisonMessageListView {
  return {
    // The count is an estimate; what is listed is there.
    total: Math.max(found.total, found.items.length),
    items: found.items.map(({ id, customerTenantId, insertedAt, expiresAt, reason }) => ({
      id,
      customerTenantId,
      insertedAt: insertedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      reason: reason && { ...reason, failedAt: reason.failedAt.toISOString() },
    })),
  };
}
