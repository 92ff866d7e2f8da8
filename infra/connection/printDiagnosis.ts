/** The answer of `GET /connection`, as far as it is printed. */
export type Diagnosis = {
  readonly state: string;
  readonly probes: readonly {
    readonly name: string;
    readonly state: string;
    readonly condition: string;
    readonly meaning: string;
    readonly fix: string | null;
    readonly facts: Readonly<Record<string, unknown>>;
  }[];
};

/** Lines for a terminal: each part with its facts, and below it what mends it. */
export function printDiagnosis({ state, probes }: Diagnosis): string[] {
  const width = Math.max(0, ...probes.map(({ name }) => name.length));
  const lines = probes.flatMap((probe) => {
    const facts = Object.entries(probe.facts).map(([name, value]) => `${name} ${String(value)}`);
    const indent = ' '.repeat(width + 8);
    return [
      `${probe.state.padEnd(4)}  ${probe.name.padEnd(width)}  ${probe.meaning}`,
      ...(facts.length > 0 ? [`${indent}${facts.join(', ')}`] : []),
      ...(probe.fix === null ? [] : [`${indent}What to do: ${probe.fix}`]),
    ];
  });
  return [...lines, '', `All in all: ${state}`];
}
