import { z } from 'zod';

/** What a caller may order through `POST /_control/faults`; `times` defaults to once. */
const fault = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).default({}),
  times: z.int().positive().default(1),
  then: z
    .union([
      z.strictObject({
        status: z.int().min(100).max(599),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional(),
      }),
      z.enum(['timeout', 'reset', 'resetAfterEffect']),
    ])
    .optional(),
  delayMs: z.int().nonnegative().default(0),
});

export type Fault = z.infer<typeof fault>;

export type Faults = {
  /** Adds ordered faults behind those still waiting. @throws {z.ZodError} */
  add(orders: unknown): void;
  waiting(): readonly Fault[];
  clear(): void;
  /** The first waiting fault that fits, used up once. */
  take(method: string, path: string): Fault | undefined;
};

/** `path` fits as a whole; `*` stands for any run of characters. Method and path ignore case. */
function fits({ match }: Fault, method: string, path: string): boolean {
  if (match.method && match.method.toUpperCase() !== method.toUpperCase()) return false;
  if (!match.path) return true;
  const pattern = match.path
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'i').test(path);
}

export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add: (orders) => void waiting.push(...z.array(fault).parse(orders)),
    waiting: () => waiting,
    clear: () => void (waiting = []),
    take(method, path) {
      const found = waiting.find((one) => fits(one, method, path));
      if (!found) return undefined;
      found.times -= 1;
      if (found.times === 0) waiting = waiting.filter((one) => one !== found);
      return found;
    },
  };
}
