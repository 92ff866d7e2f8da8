import type { Needs } from '../ports/ports.ts';

/** Measures the line of mails: how many wait, and whether sending is paused. */
export async function measureMail({
  mailDispatch,
  telemetry,
}: Pick<Needs, 'mailDispatch' | 'telemetry'>): Promise<{ mailsWaiting: number; mailPaused: string | null }> {
  const { waiting, pause } = await mailDispatch.state();
  telemetry.gauge('mail.waiting', waiting);
  telemetry.gauge('mail.paused', pause ? 1 : 0, pause ? { reason: pause.reason } : {});
  return { mailsWaiting: waiting, mailPaused: pause?.reason ?? null };
}
