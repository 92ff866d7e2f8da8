/** One measured figure: what was compared, and what was promised of it. */
export type Figure = {
  readonly name: string;
  readonly subject: string;
  /** Null where the promise is an absolute one. */
  readonly yardstick: string | null;
  readonly measured: number;
  /** `x`: times the yardstick. */
  readonly unit: 'x' | 's' | 'kB' | '';
  readonly target: { readonly atMost: number } | { readonly atLeast: number };
  /** For the JSON: spreads, counts, single rounds. */
  readonly details?: Readonly<Record<string, unknown>>;
};

export function isMet({ measured, target }: Figure): boolean {
  return 'atMost' in target ? measured <= target.atMost : measured >= target.atLeast;
}

/** The figures as a table for a terminal, one line each. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.subject,
    figure.yardstick ?? '-',
    figure.unit === 'x' ? figure.measured.toFixed(2) : '-',
    'atMost' in figure.target
      ? `<= ${String(figure.target.atMost)} ${figure.unit}`.trim()
      : `>= ${String(figure.target.atLeast)} ${figure.unit}`.trim(),
    isMet(figure) ? 'ok' : 'MISS',
  ]);
  const lines = [['figure', 'subject', 'yardstick', 'ratio', 'target', ''], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
