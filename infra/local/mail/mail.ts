import { Hono } from 'hono';
import { waitByTimer, type Clock } from '../simulator/clock.ts';
import { startSimulator, type Simulator, type SimulatorEnv } from '../simulator/simulator.ts';
import { createMailControls } from './controls.ts';
import type { DeliveryReport } from './deliveryReport.ts';
import { createEmailService, createMailWorld } from './emailService.ts';
import { createInbox } from './inbox.ts';
import { createMailbox } from './mailbox.ts';
import { startSettings } from './settings.ts';

export type MailOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Base64, as in a connection string. */
  accessKey: string;
  /** Domains that may send; left out: any. */
  senderDomains?: string[];
  /** Where `--persist` keeps mails, reports and suppressions. */
  statePath?: string;
  /** Takes each delivery report as Event Grid would hand it on; a failure is logged and not tried again. */
  onDeliveryReport?: (report: DeliveryReport) => void | Promise<void>;
  clock?: () => Date;
  /** How reports wait for their time. Default: by timers. */
  at?: Clock['at'];
  /** Where the time is moved; pages get a bar for it. */
  clockUrl?: string;
};

/** Starts the mail service simulator: the contract of Azure Communication Services Email, and an inbox to read. */
export async function startMail(options: MailOptions): Promise<Simulator> {
  const now = options.clock ?? (() => new Date());
  const firstSettings = { ...startSettings, senderDomains: options.senderDomains ?? null };
  const mailbox = createMailbox({
    statePath: options.statePath,
    now,
    ...(options.clockUrl ? { clockUrl: options.clockUrl } : {}),
    at: options.at ?? waitByTimer(now),
    settings: () => world.settings,
    onDeliveryReport: options.onDeliveryReport,
  });
  const world = createMailWorld({
    accessKey: Buffer.from(options.accessKey, 'base64'),
    settings: firstSettings,
    mailbox,
    now,
  });
  const simulator = await startSimulator({
    name: 'Mail simulator',
    port: options.port,
    now,
    service: serviceOf(createEmailService(world), createInbox(world)),
    control: createMailControls(world),
    reset() {
      world.settings = firstSettings;
      world.sends.clear();
      world.looks.clear();
      mailbox.clear();
    },
  });
  return {
    ...simulator,
    async stop() {
      await simulator.stop();
      mailbox.close();
    },
  };
}

// Two applications, because their errors look different: the service answers JSON, the inbox pages.
function serviceOf(email: Hono<SimulatorEnv>, inbox: Hono<SimulatorEnv>): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>().all('*', (c) =>
    /^\/+emails[:/]/.test(c.req.path) ? email.fetch(c.req.raw, c.env) : inbox.fetch(c.req.raw, c.env),
  );
}
