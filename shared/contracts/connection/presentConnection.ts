import { conditions, type Finding, type ProbeState } from '../../domain/connection/connection.ts';
import type { ConnectionView } from './connection.ts';

type Diagnosis = {
  readonly state: ProbeState;
  readonly checkedAt: Date;
  readonly probes: readonly (Finding & { readonly name: string })[];
};

/** The connection as agents see it, with what each condition means and what fixes it. */
export function presentConnection({ state, checkedAt, probes }: Diagnosis): ConnectionView {
  return {
    state,
    checkedAt: checkedAt.toISOString(),
    probes: probes.map(({ name, condition, facts }) => ({
      name,
      condition,
      ...conditions[condition],
      facts: { ...facts },
    })),
  };
}
