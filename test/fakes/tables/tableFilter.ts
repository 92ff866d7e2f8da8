type Row = Record<string, unknown>;
type Test = (row: Row) => boolean;
export type CompiledFilter = {
  /** Set where the filter names one partition, which then is all that has to be looked at. */
  readonly partitionKey: string | undefined;
  /** Bounds of the partition keys, and of the row keys, as far as they stand in the outermost `and`. */
  readonly partitionFrom: string;
  readonly partitionBelow: string | undefined;
  readonly rowFrom: string;
  readonly rowBelow: string | undefined;
  fits(row: Row): boolean;
};

const unbounded = {
  partitionKey: undefined,
  partitionFrom: '',
  partitionBelow: undefined,
  rowFrom: '',
  rowBelow: undefined,
};

/** As much of the service's filter language as this app speaks: `and`, `or`, brackets, comparisons with texts. */
export function compileFilter(filter: string): CompiledFilter {
  const tokens = filter.match(/'(?:[^']|'')*'|[()]|[^\s()']+/g) ?? [];
  const bounds = {
    partitionKey: undefined as string | undefined,
    partitionFrom: '',
    partitionBelow: undefined as string | undefined,
    rowFrom: '',
    rowBelow: undefined as string | undefined,
  };
  let at = 0;
  let depth = 0;
  const next = (): string => tokens[at++] ?? '';
  const peek = (): string => tokens[at] ?? '';

  const comparison = (): Test => {
    if (peek() === '(') {
      at += 1;
      depth += 1;
      const inner = either();
      depth -= 1;
      if (next() !== ')') throw new Error(`filter not understood: ${filter}`);
      return inner;
    }
    const [column, operator, literal] = [next(), next(), next()];
    const value = literal.slice(1, -1).replaceAll("''", "'");
    if (!literal.startsWith("'")) throw new Error(`filter not understood: ${filter}`);
    if (depth === 0) bound(column, operator, value);
    const key = column === 'PartitionKey' ? 'partitionKey' : column === 'RowKey' ? 'rowKey' : column;
    const text = (row: Row) => String(row[key] ?? '');
    switch (operator) {
      case 'eq':
        return (row) => text(row) === value;
      case 'ge':
        return (row) => text(row) >= value;
      case 'gt':
        return (row) => text(row) > value;
      case 'lt':
        return (row) => text(row) < value;
      default:
        throw new Error(`filter not understood: ${filter}`);
    }
  };
  const both = (): Test => {
    const tests = [comparison()];
    while (peek() === 'and') {
      at += 1;
      tests.push(comparison());
    }
    return (row) => tests.every((test) => test(row));
  };
  const either = (): Test => {
    const tests = [both()];
    while (peek() === 'or') {
      at += 1;
      tests.push(both());
    }
    return (row) => tests.some((test) => test(row));
  };
  const bound = (column: string, operator: string, value: string): void => {
    if (column === 'PartitionKey' && operator === 'eq') bounds.partitionKey = value;
    if (column === 'PartitionKey' && /^g[et]$/.test(operator)) bounds.partitionFrom = value;
    if (column === 'PartitionKey' && operator === 'lt') bounds.partitionBelow = value;
    if (column === 'RowKey' && /^g[et]$/.test(operator)) bounds.rowFrom = value;
    if (column === 'RowKey' && operator === 'lt') bounds.rowBelow = value;
  };

  if (tokens.length === 0) return { ...bounds, fits: () => true };
  const fits = either();
  if (at !== tokens.length) throw new Error(`filter not understood: ${filter}`);
  // Beside an `or`, a bound would cut off the other side.
  const hasOr: boolean = tokens.some((token) => token === 'or');
  return hasOr && !filter.includes('(') ? { ...unbounded, fits } : { ...bounds, fits };
}
