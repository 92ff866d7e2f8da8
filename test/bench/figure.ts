/** One measured figure: what was compared, and what was promised of it. */
export type Figure = {
  readonly name: string;
  readonly subject: string;
  /** Null where the promise is an absolute one. */
  readonly yardstick: string | null;
  readonly measured: number;
  /** `x`: times the yardstick. */
  readonly unit: 'x' | 's' | 'kB' | '';
  /** Null where nothing was promised: a comparison that explains another figure. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | null;
  /** For the JSON: spreads, counts, single rounds. */
  readonly details?: Readonly<Record<string, unknown>>;
};

export function isMet({ measured, target }: Figure): boolean {
  if (target === null) return true;
  return 'atMost' in target ? measured <= target.atMost : measured >= target.atLeast;
}

/** The figures as a table for a terminal, one line each. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.subject,
    figure.yardstick ?? '-',
    figure.unit === 'x' ? figure.measured.toFixed(2) : '-',
    targetOf(figure),
    figure.target === null ? '' : isMet(figure) ? 'ok' : 'MISS',
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

function targetOf({ target, unit }: Figure): string {
  if (target === null) return '-';
  const limit = 'atMost' in target ? `<= ${String(target.atMost)}` : `>= ${String(target.atLeast)}`;
  return `${limit} ${unit}`.trim();
}
