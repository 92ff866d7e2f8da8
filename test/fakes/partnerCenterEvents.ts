import type {
  EventOutcome,
  PartnerCenterEvents,
  ReceivedEvent,
} from '../../shared/workflows/ports/notificationPorts.ts';

/** Keeps notifications in memory, and what came of each. */
export function partnerCenterEventsInMemory(): PartnerCenterEvents & {
  readonly outcomes: Map<string, EventOutcome | 'open'>;
} {
  const kept = new Map<string, ReceivedEvent>();
  const outcomes = new Map<string, EventOutcome | 'open'>();
  const isOpen = ({ id }: ReceivedEvent): boolean => outcomes.get(id) === 'open';
  return {
    outcomes,
    async keep(event, outcome) {
      if (kept.has(event.id)) return 'known';
      kept.set(event.id, event);
      outcomes.set(event.id, outcome ?? 'open');
      return 'kept';
    },
    findOpen: async (id) => [...kept.values()].find((event) => event.id === id && isOpen(event)),
    open: async (limit) => [...kept.values()].filter(isOpen).slice(0, limit),
    close: async ({ id }, outcome) => void (outcomes.get(id) === 'open' && outcomes.set(id, outcome)),
    purge: async (before) => {
      for (const { id, changedAt } of kept.values()) if (changedAt < before) kept.delete(id);
    },
  };
}
