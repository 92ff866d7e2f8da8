import { AgreementError } from '../../domain/errors.ts';
import {
  conditions,
  findingOf,
  worstOf,
  type Finding,
  type ProbeState,
} from '../../domain/connection/connection.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { ConnectionNeeds, Probe } from '../ports/connectionPorts.ts';
import { connectionProbes } from './probes/connectionProbes.ts';

export type Diagnosis = {
  readonly state: ProbeState;
  readonly checkedAt: Date;
  readonly probes: readonly (Finding & { readonly name: string })[];
};

/** For all of them together, since they look at the same time. */
const limitMs = 8_000;

/** Looks at every part of the connection at once. Whatever becomes of one part, the others are told. */
export async function diagnoseConnection(
  needs: ConnectionNeeds,
  report: (probe: string, failure: unknown) => void,
  probes: readonly Probe[] = connectionProbes,
): Promise<Diagnosis> {
  const checkedAt = needs.clock.now();
  const found = await Promise.all(
    probes.map(async (probe) => ({ name: probe.name, ...(await lookAt(needs, probe, report)) })),
  );
  const state = worstOf(found.map(({ condition }) => conditions[condition].state));
  return { state, checkedAt, probes: found };
}

async function lookAt(
  needs: ConnectionNeeds,
  { name, look }: Probe,
  report: (probe: string, failure: unknown) => void,
): Promise<Finding> {
  try {
    const looked = await withTimeout(look(needs), limitMs);
    return looked.kind === 'done'
      ? looked.value
      : { condition: 'tooLate', facts: { limitSeconds: limitMs / 1000 } };
  } catch (failure) {
    report(name, failure);
    return failure instanceof AgreementError ? findingOf(failure) : { condition: 'notTold', facts: {} };
  }
}
