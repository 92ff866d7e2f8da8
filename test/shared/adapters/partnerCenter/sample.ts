import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** Microsoft's samples; the simulator is compared with the same ones. */
export const fixtures = new URL('../../../infra/local/partnerCenter/fixtures/', import.meta.url);

const request = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});
const shape = z.object({
  source: z.string().min(10),
  request: request.optional(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  response: z.unknown().optional(),
});

export function sample(name: string): z.infer<typeof shape> {
  return shape.parse(JSON.parse(readFileSync(new URL(`${name}.json`, fixtures), 'utf8')));
}
