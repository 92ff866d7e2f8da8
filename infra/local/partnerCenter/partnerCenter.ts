import { Hono } from 'hono';
import { startSimulator, type Simulator, type SimulatorEnv } from '../simulator/simulator.ts';
import { authenticate } from './access.ts';
import { addresses } from './api/addresses.ts';
import { agreements } from './api/agreements.ts';
import { customers } from './api/customers.ts';
import { enhancedAttestation } from './api/enhancedAttestation.ts';
import { newCustomers } from './api/newCustomers.ts';
import { profiles } from './api/profiles.ts';
import { relationships } from './api/relationships.ts';
import type { ApiEnv } from './apiEnv.ts';
import { control } from './control.ts';
import { headers, replay, throttle } from './gateway.ts';
import { adminCenter } from './pages/adminCenter.ts';
import { documents } from './pages/documents.ts';
import { hostedAgreement } from './pages/hostedAgreement.ts';
import { overview } from './pages/overview.ts';
import { Refusal, refusal } from './refusal.ts';
import type { PartnerType } from './settings.ts';
import { createState, type State } from './state.ts';

export type PartnerCenterOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the keys of access tokens are read: `{entraUrl}/{partnerTenantId}/discovery/v2.0/keys`. */
  entraUrl: string;
  partnerTenantId: string;
  partnerType?: PartnerType;
  /** Keeps customers, attestations and settings in this file over restarts. */
  statePath?: string | undefined;
  startCustomers?: number;
  /** Decides about expiry, throttling and the validity of tokens. */
  clock?: () => Date;
};

/** Starts the Partner Center simulator: API, hosted acceptance page and admin center on one address. */
export async function startPartnerCenter(options: PartnerCenterOptions): Promise<Simulator> {
  const { port, entraUrl, partnerTenantId, statePath } = options;
  const { partnerType = 'directBill', startCustomers = 24, clock = () => new Date() } = options;
  const state = createState({ partnerTenantId, partnerType, startCustomers, statePath, clock });
  const replies = replay();
  const simulator = await startSimulator({
    name: 'Partner Center simulator',
    port,
    service: service(state, api(state, entraUrl, replies.handle)),
    control: control(state),
    reset() {
      replies.clear();
      state.reset();
    },
  });
  return {
    ...simulator,
    async stop() {
      await simulator.stop();
      state.saveNow();
    },
  };
}

function api(state: State, entraUrl: string, replayed: ReturnType<typeof replay>['handle']): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(headers(state), throttle(state), authenticate(state, entraUrl), replayed);
  // Before the customers, whose ids would take their names.
  app.route('/', relationships(state));
  app.route('/', customers(state));
  app.route('/', newCustomers(state));
  app.route('/', addresses());
  app.route('/', agreements(state));
  app.route('/', enhancedAttestation(state));
  app.route('/', profiles(state));
  app.all('*', () => {
    throw refusal(404, 1000, 'The resource was not found.');
  });
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    console.error('Partner Center simulator:', error);
    return refusal(500, 500, 'The simulator failed.').toResponse();
  });
  return app;
}

function service(state: State, v1: Hono<ApiEnv>): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.route('/v1', v1);
  app.route('/', overview(state));
  app.route('/', documents(state));
  app.route('/', hostedAgreement(state));
  app.route('/', adminCenter(state));
  return app;
}
