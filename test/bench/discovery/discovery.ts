import { startDiscoveryWorld, type Found } from './discoverySimulators.ts';
import type { Figure } from '../figure.ts';

const pageSize = 500;
const size = Number(process.env['DISCOVERY_CUSTOMERS'] ?? 100_000);

/** A first discovery of all customers, killed half way and begun again. */
export async function measureDiscovery(): Promise<Figure[]> {
  const world = await startDiscoveryWorld(size);
  try {
    const pages = Math.ceil(size / pageSize);
    await world.runAndKill(Math.ceil(pages / 2));
    const { done } = await world.run();
    const first = world.found();
    const calls = await world.calls();
    const requests = world.tables.transactions();
    const again = await world.run();
    return figures({ pages, calls, requests, minutes: Number(done['minutes']), first }, [
      world.found(),
      (await world.calls()) - calls,
      world.tables.transactions() - requests,
      Number(again.done['minutes']),
    ]);
  } finally {
    await world.stop();
  }
}

function figures(
  first: { pages: number; calls: number; requests: number; minutes: number; first: Found },
  [found, calls, requests, minutes]: [Found, number, number, number],
): Figure[] {
  const { missing, doubled, counted } = first.first;
  const plain = { yardstick: null, unit: '', target: null } as const;
  const wrong = missing + Math.abs(doubled) + Math.abs(size - counted);
  return [
    {
      ...plain,
      name: `${String(size)} new, killed half way: lost, doubled, miscounted`,
      subject: `${String(missing)}, ${String(doubled)}, ${String(size - counted)}`,
      measured: wrong,
      target: { atMost: 0 },
    },
    {
      ...plain,
      name: `${String(size)} new, killed half way: pages asked for`,
      subject: `${String(first.calls)} calls`,
      yardstick: String(first.pages),
      measured: first.calls - first.pages,
      target: { atMost: 1 },
    },
    {
      ...plain,
      name: `${String(size)} new: table requests for one customer`,
      subject: (first.requests / size).toFixed(2),
      measured: first.requests / size,
      target: { atMost: 8 },
    },
    {
      ...plain,
      name: `${String(size)} new: the half after the kill, at 10 ms for a table request`,
      subject: `${first.minutes.toFixed(1)} min`,
      measured: first.minutes,
    },
    {
      ...plain,
      name: `${String(size)} known: calls, table requests, time`,
      subject: `${String(calls)}, ${String(requests)}, ${minutes.toFixed(1)} min`,
      measured: found.missing + calls - first.pages,
      target: { atMost: 0 },
    },
  ];
}
