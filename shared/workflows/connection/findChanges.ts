import { conditions, type ConditionName } from '../../domain/connection/connection.ts';
import type { Diagnosis } from './diagnoseConnection.ts';

export type ConnectionChange = {
  readonly probe: string;
  readonly condition: ConditionName;
  /** Microsoft's code, where it gave one. */
  readonly microsoft: string | null;
};

/**
 * Parts whose condition or code is another than at the last look of this instance; at the first look, those that are not
 * ok. So a lasting condition is logged once.
 */
export function createChangeFinder(): (diagnosis: Pick<Diagnosis, 'probes'>) => ConnectionChange[] {
  const last = new Map<string, string>();
  return ({ probes }) =>
    probes.flatMap(({ name: probe, condition, facts }) => {
      const microsoft = typeof facts['microsoft'] === 'string' ? facts['microsoft'] : null;
      const now = `${condition} ${microsoft ?? ''}`;
      const before = last.get(probe);
      last.set(probe, now);
      const isNews = before === undefined ? conditions[condition].state !== 'ok' : before !== now;
      return isNews ? [{ probe, condition, microsoft }] : [];
    });
}
