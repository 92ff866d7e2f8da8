import { randomUUID } from 'node:crypto';
import { attestationState, type Attestation } from './attestation.ts';
import type { AttestationOrder } from './enhancedAttestationWire.ts';
import type { State } from '../state.ts';

/** Starts an attestation that waits for its signatory. */
export function createAttestation(
  state: State,
  { lifetimeMinutes, ...order }: AttestationOrder,
): Attestation {
  const now = state.clock();
  const minutes = lifetimeMinutes ?? state.settings.attestationLifetimeMinutes;
  const attestation: Attestation = {
    ...order,
    id: randomUUID(),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    acceptedAt: null,
    customerId: null,
  };
  state.attestations.set(attestation.id, attestation);
  state.changed();
  return attestation;
}

/** The signatory accepts; changes nothing once it expired or was accepted. */
export function acceptAttestation(state: State, attestation: Attestation): Attestation {
  return settle(state, attestation, { acceptedAt: state.clock().toISOString() });
}

/** Time runs out at once; changes nothing once it was accepted. */
export function expireAttestation(state: State, attestation: Attestation): Attestation {
  return settle(state, attestation, { expiresAt: state.clock().toISOString() });
}

function settle(state: State, attestation: Attestation, changes: Partial<Attestation>): Attestation {
  if (attestationState(attestation, state.clock()) !== 'pending') return attestation;
  const settled = { ...attestation, ...changes };
  state.attestations.set(settled.id, settled);
  state.changed();
  return settled;
}
