import type { Context } from 'hono';
import type { SimulatorEnv } from '../simulator/simulator.ts';

/** The caller, as the access token names it. */
export type Caller = { kind: 'app' } | { kind: 'user'; userId: string; hasMfa: boolean };

export type ApiEnv = SimulatorEnv & { Variables: { caller: Caller; correlationId: string } };

export type ApiContext = Context<ApiEnv>;
