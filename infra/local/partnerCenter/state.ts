import { createSnapshot, type Snapshot } from '../simulator/snapshot.ts';
import type { Attestation } from './agreements/attestation.ts';
import type { Customer } from './customers/customer.ts';
import { createCustomerBook, type CustomerBook } from './customers/customerBook.ts';
import { createPartner, type Partner } from './partner.ts';
import { seedCustomers } from './customers/seedCustomers.ts';
import type { Registration } from './webhooks/events.ts';
import type { Settings } from './settings.ts';
import type { AuditRecord } from './auditRecord.ts';

type Options = {
  partnerTenantId: string;
  /** At the start, and again after a reset. */
  settings: Settings;
  startCustomers: number;
  statePath: string | undefined;
  /** What is registered for notifications at the start. */
  registration?: Registration | undefined;
  clock: () => Date;
};

/** What survives a restart under `--persist`. */
type Saved = {
  settings: Settings;
  customers: Customer[];
  attestations: Attestation[];
  made: number;
  registration?: Registration | undefined;
  activities?: readonly AuditRecord[];
};

/** A document link that was given out; the token in it is the key. */
export type DocumentLink = { country: string; language: string; expiresAt: Date };

/** Everything the simulated service remembers. */
export type State = {
  readonly partner: Partner;
  readonly clock: () => Date;
  readonly customers: CustomerBook;
  readonly attestations: Map<string, Attestation>;
  readonly documents: Map<string, DocumentLink>;
  settings: Settings;
  /** How many plain customers `POST /_control/customers` made; the next one's number follows. */
  made: number;
  /** Where notifications go; one place for the partner. */
  registration: Registration | undefined;
  /** What happened to customers, oldest first. */
  activities: readonly AuditRecord[];
  /** Called when something happened to a customer that Partner Center has an event for. */
  happened(eventName: string, customer: Customer): void;
  /** Called after each change, so that it is saved. */
  changed(): void;
  reset(): void;
  saveNow(): void;
};

export function createState({
  partnerTenantId,
  settings,
  startCustomers,
  statePath,
  registration,
  clock,
}: Options): State {
  const start = (): void => {
    state.settings = settings;
    state.made = Math.max(0, startCustomers - 24);
    state.customers.replaceAll(seedCustomers(startCustomers, settings.partnerType === 'indirectProvider'));
    state.attestations.clear();
    state.documents.clear();
    state.registration = registration;
    state.activities = [];
  };
  const snapshot: Snapshot<Saved> = createSnapshot(statePath, () => ({
    settings: state.settings,
    customers: state.customers.page(0, 0).items,
    attestations: [...state.attestations.values()],
    made: state.made,
    registration: state.registration,
    activities: state.activities,
  }));
  const state: State = {
    partner: createPartner(partnerTenantId),
    clock,
    customers: createCustomerBook(),
    attestations: new Map(),
    documents: new Map(),
    settings,
    made: 0,
    registration,
    activities: [],
    happened: () => undefined,
    changed: snapshot.saveSoon,
    reset() {
      start();
      snapshot.saveNow();
    },
    saveNow: snapshot.saveNow,
  };
  const saved = snapshot.load();
  if (!saved) {
    start();
    return state;
  }
  // A setting added since the file was written keeps its default.
  state.settings = { ...state.settings, ...saved.settings };
  state.made = saved.made;
  state.registration = saved.registration ?? registration;
  state.activities = saved.activities ?? [];
  state.customers.replaceAll(saved.customers);
  for (const attestation of saved.attestations) state.attestations.set(attestation.id, attestation);
  return state;
}
