import type { TrialView } from './trial.ts';

type Trial = Pick<TrialView, 'code' | 'message'> & {
  readonly [Name in 'errors' | 'warnings']: readonly TrialView[Name][number][];
};

/** The whole answer of a dry run. */
export function presentTrial({ code, message, errors, warnings }: Trial): { status: 200; body: TrialView } {
  const told = { code, message, errors: [...errors], warnings: [...warnings] };
  return { status: 200, body: { ready: code === null, ...told } };
}
