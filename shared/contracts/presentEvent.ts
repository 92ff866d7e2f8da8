import type { AgreementEvent } from '../domain/events.ts';
import type { EventView } from './history.ts';

/** One line of a history as clients see it; its hash can be verified from what is shown. */
export function presentEvent(event: AgreementEvent): EventView {
  const { version, at, by, microsoft, what, previousHash, hash } = event;
  const { type, ...data } = what;
  return { version, type, at: at.toISOString(), by, microsoft, data, previousHash, hash };
}
