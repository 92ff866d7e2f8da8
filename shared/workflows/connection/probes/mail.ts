import type { Probe } from '../../ports/connectionPorts.ts';

/** Whether the mail service grants us access; nothing is sent. */
export const mailAccount: Probe = {
  name: 'mailAccount',
  async look({ mailTrial }) {
    await mailTrial.tryAccess();
    return { condition: 'mailAccountWorks', facts: {} };
  },
};

/** Only a mail can tell whether the sender's domain is linked, so the last ones are what is known. */
export const mailSender: Probe = {
  name: 'mailSender',
  async look({ senderRefusals }) {
    const refusal = await senderRefusals.current();
    if (!refusal) return { condition: 'senderWorks', facts: {} };
    const { code, firstAt, lastAt } = refusal;
    const facts = { microsoft: code, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
    return { condition: 'senderRefused', facts };
  },
};

const pauses = { throttled: 'mailThrottled', senderRefused: 'mailHeld', bounces: 'mailStopped' } as const;

/** Whether mails go out, how many wait, and until when. */
export const mailLine: Probe = {
  name: 'mailLine',
  async look({ mailDispatch }) {
    const { pause, waiting, lastAt, quota, reported, hardBounces } = await mailDispatch.state();
    const facts = {
      ...{ waiting, lastAt: lastAt?.toISOString() ?? null, ...quota, reported, hardBounces },
      ...(pause ? { since: pause.since.toISOString(), until: pause.until.toISOString() } : {}),
    };
    return { condition: pause ? pauses[pause.reason] : 'mailFlows', facts };
  },
};
