import type { Figure } from '../figure.ts';
import { rivals, runRival } from './reconcileRivals.ts';
import { reconcileVirtually, type Reconciled } from './reconcileWorld.ts';

/** The most customers that are due at once; smaller is quicker. */
const largest = Number(process.env['RECONCILE_CUSTOMERS'] ?? 100_000);
const limitPerMinute = 500;
const stormLimits = [20, 60, 300, 500, 1200];

/** Counted, not timed: the clock and the tables are simulated, the sweep is the app's own. */
export async function measureReconcile(): Promise<Figure[]> {
  const sizes = [1_000, 10_000, 100_000].filter((size) => size <= largest);
  const figures: Figure[] = [];
  const results = new Map<number, Reconciled>();
  for (const size of sizes) {
    const result = await reconcileVirtually({ due: size, total: size, limitPerMinute });
    results.set(size, result);
    figures.push(...figuresOf(size, result));
  }
  const [small = 0, large = 0] = [sizes[0], sizes.at(-1)];
  if (small < large) figures.push(...(await measureGrowth([small, large], results)));
  for (const limit of stormLimits) {
    const storm = await reconcileVirtually({ due: 1_000, total: 1_000, limitPerMinute: limit });
    figures.push(lostFigure(`limit ${String(limit)}: lost of 1000`, storm));
  }
  for (const rival of rivals) {
    const result = await runRival(rival, { count: Math.min(10_000, large), limitPerMinute });
    figures.push({ ...lostFigure(rival.name, result), target: null });
  }
  return figures;
}

/** How requests grow with what is due, and with all customers while as many are due. */
async function measureGrowth(
  sizes: readonly [number, number],
  results: ReadonlyMap<number, Reconciled>,
): Promise<Figure[]> {
  const [small, large] = sizes;
  const [few, many] = [results.get(small)?.transactions ?? 0, results.get(large)?.transactions ?? 0];
  const fixed = { due: 500, limitPerMinute };
  const among = [
    await reconcileVirtually({ ...fixed, total: small }),
    await reconcileVirtually({ ...fixed, total: large }),
  ].map(({ transactions }) => transactions);
  const [amongFew = 0, amongMany = 0] = among;
  return [
    exponent('transactions as more is due', sizes, [few, many], 1.02),
    exponent('transactions as customers grow, 500 due', sizes, [amongFew, amongMany], 0.05),
  ];
}

function figuresOf(size: number, result: Reconciled): Figure[] {
  const of = `${String(size)} due`;
  const { calls, transactions, minutes } = result;
  const floorMinutes = size / limitPerMinute;
  return [
    {
      name: `${of}: calls for one customer`,
      subject: `${String(calls)} calls`,
      yardstick: String(size),
      measured: calls / size,
      unit: 'x',
      target: { atMost: 1.01 },
      details: { ...result },
    },
    {
      name: `${of}: time beside the limit's floor`,
      subject: `${minutes.toFixed(1)} min`,
      yardstick: `${floorMinutes.toFixed(1)} min`,
      measured: minutes / floorMinutes,
      unit: 'x',
      target: { atMost: 1.1 },
    },
    {
      name: `${of}: table transactions per unchanged check`,
      subject: (transactions / size).toFixed(4),
      yardstick: null,
      measured: transactions / size,
      unit: '',
      target: { atMost: 0.05 },
    },
  ];
}

function exponent(
  name: string,
  [fromSize, toSize]: readonly [number, number],
  [from, to]: readonly [number, number],
  atMost: number,
): Figure {
  const measured = Math.log(to / from) / Math.log(toSize / fromSize);
  const subject = `${String(from)} to ${String(to)}, exponent ${measured.toFixed(3)}`;
  return { name, subject, yardstick: null, measured, unit: '', target: { atMost } };
}

function lostFigure(name: string, result: Omit<Reconciled, 'transactions'>): Figure {
  const { calls, refused, minutes, lost } = result;
  const subject = `${String(lost)} lost, ${String(calls)} calls (${String(refused)} refused), ${minutes.toFixed(1)} min`;
  return {
    name,
    subject,
    yardstick: null,
    measured: lost,
    unit: '',
    target: { atMost: 0 },
    details: { ...result },
  };
}
