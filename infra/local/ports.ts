import { createServer } from 'node:net';

/** The port of each part, as its distance from the base port (README, "Run it"). */
export const portOffsets = {
  functions: 0,
  partnerCenter: 1,
  entra: 2,
  mail: 3,
  blob: 4,
  queue: 5,
  table: 6,
} as const;
export type PortName = keyof typeof portOffsets;
export type Ports = Readonly<Record<PortName, number>>;

export const defaultPortBase = 7071;

export function portsFrom(base: number): Ports {
  const port = (name: PortName): number => base + portOffsets[name];
  return {
    functions: port('functions'),
    partnerCenter: port('partnerCenter'),
    entra: port('entra'),
    mail: port('mail'),
    blob: port('blob'),
    queue: port('queue'),
    table: port('table'),
  };
}

/** The base port from `LOCAL_PORT_BASE`. @throws {Error} when it is no usable port */
export function parsePortBase(text: string | undefined): number {
  if (!text) return defaultPortBase;
  const base = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isInteger(base) && base >= 1024 && base <= 65_535 - 6) return base;
  throw new Error('LOCAL_PORT_BASE has to be a whole number from 1024 to 65529.');
}

/** @throws {Error} naming every port that is taken, and by whom of us it is wanted */
export async function refuseBusyPorts(ports: Ports): Promise<void> {
  const checks = Object.entries(ports).map(async ([name, port]) =>
    (await isFree(port)) ? [] : [`${String(port)} (${name})`],
  );
  const busy = (await Promise.all(checks)).flat();
  if (busy.length === 0) return;
  throw new Error(
    `Port ${busy.join(', ')} is in use. Stop the program that uses it, or choose other ports: LOCAL_PORT_BASE=8071 npm start`,
  );
}

/** Seven ports and one that says who has them. */
const slotSize = 8;
/** Above what programs usually choose, below where Linux, macOS and Windows take ports for outgoing connections. */
const [firstSlotAt, lastSlotAt] = [20_000, 32_000];

/** A base whose seven ports are free, kept for this process, for environments that run beside others. */
export async function findFreePortBase(): Promise<number> {
  const slots = (lastSlotAt - firstSlotAt) / slotSize;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = firstSlotAt + slotSize * Math.floor(Math.random() * slots);
    if (!(await reserve(base + slotSize - 1))) continue;
    const free = await Promise.all(Object.values(portsFrom(base)).map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error('No seven free ports in a row were found.');
}

/** The listener on a slot's last port holds the slot: two that look at once don't both find it free. */
function reserve(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
