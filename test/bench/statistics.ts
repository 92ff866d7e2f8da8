/** The value below which a share of the sample lies (nearest rank). */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('An empty sample has no quantile.');
  return value;
}

export function median(sample: readonly number[]): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error('An empty sample has no median.');
  return (low + high) / 2;
}

/** Median with the least and the greatest, rounded, as the table and the JSON show them. */
export function spread(sample: readonly number[], digits = 2): Record<'median' | 'min' | 'max', number> {
  const rounded = (value: number): number => Number(value.toFixed(digits));
  return {
    median: rounded(median(sample)),
    min: rounded(Math.min(...sample)),
    max: rounded(Math.max(...sample)),
  };
}
