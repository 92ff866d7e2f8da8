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

/** For all probes together, since they run at the same time. */
const defaultLimitMs = 8_000;

/** Looks at every part of the connection at once. Whatever becomes of one part, the others are told. */
export async function diagnoseConnection(
  needs: ConnectionNeeds,
  report: (probe: string, failure: unknown) => void,
  {
    probes = connectionProbes,
    limitMs = defaultLimitMs,
  }: { readonly probes?: readonly Probe[]; readonly limitMs?: number } = {},
): Promise<Diagnosis> {
  const checkedAt = needs.clock.now();
  const found = await Promise.all(
    probes.map(async (probe) => ({ name: probe.name, ...(await lookAt(needs, probe, { report, limitMs })) })),
  );
  const state = worstOf(found.map(({ condition }) => conditions[condition].state));
  return { state, checkedAt, probes: found };
}

async function lookAt(
  needs: ConnectionNeeds,
  { name, look }: Probe,
  { report, limitMs }: { report(probe: string, failure: unknown): void; limitMs: number },
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
