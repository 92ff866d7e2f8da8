import type { Commands } from './commands.ts';

/** One thing that has to be there. */
export type Step = {
  readonly says: string;
  isDone(): Promise<boolean>;
  /** Called only while it is not done. */
  run(): Promise<void>;
};

export type HookNeeds = {
  readonly commands: Commands;
  /** azd's environment; the hook adds what it makes. */
  readonly variables: Record<string, string | undefined>;
  /** Undefined without a terminal, as in a pipeline. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly say: (line: string) => void;
  readonly now: () => Date;
};

/** A pipeline has no one to ask: the variable COUNTERSIGN_CONFIRMED=true agrees to every step beforehand. */
export const isConfirmed = ({ variables }: HookNeeds): boolean =>
  variables['COUNTERSIGN_CONFIRMED'] === 'true';

/**
 * Shows what is there and what is missing, asks once, then makes what is missing, in order. A second run finds it all.
 * @throws {Error} when the answer is no; nothing was changed then
 */
export async function runSteps(needs: HookNeeds, steps: readonly Step[]): Promise<void> {
  const missing: Step[] = [];
  for (const step of steps) {
    const done = await step.isDone();
    needs.say(`${done ? '  is there  ' : '  to make   '}${step.says}`);
    if (!done) missing.push(step);
  }
  if (missing.length === 0) return;
  if (!isConfirmed(needs)) {
    const answer = (await needs.ask?.(`Make ${String(missing.length)} of these? [y/N] `)) ?? '';
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was made.');
  }
  for (const step of missing) {
    // An earlier step, or an earlier run that broke off, may have made it.
    if (await step.isDone()) continue;
    await step.run();
    needs.say(`  made      ${step.says}`);
  }
}

/** @throws {Error} when a variable is missing that an earlier step or azd sets */
export function variableOf({ variables }: HookNeeds, name: string): string {
  const value = variables[name];
  if (!value) throw new Error(`${name} is not set in azd's environment.`);
  return value;
}

export async function keepVariable(needs: HookNeeds, name: string, value: string): Promise<void> {
  await needs.commands.setVariable(name, value);
  needs.variables[name] = value;
}
