import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { MailService } from '../../workflows/ports/mailPorts.ts';

/** Where it is kept that our sender is refused. */
export type SenderNotes = {
  refused(code: string, at: Date): Promise<void>;
  accepted(): Promise<void>;
};

/** Many mails meet the same refusal; one note a minute is enough, and so is one that all is well. */
const noteEveryMs = 60_000;

/** The same mail service, which notes whether its sender is refused; a note that fails costs nothing. */
export function noteSenderRefusals<Service extends MailService>(
  service: Service,
  notes: SenderNotes,
  clock: Clock,
): Service {
  let last: { readonly what: string; readonly atMs: number } | undefined;
  const note = async (what: string, write: () => Promise<void>): Promise<void> => {
    const nowMs = clock.now().getTime();
    if (last?.what === what && nowMs - last.atMs < noteEveryMs) return;
    last = { what, atMs: nowMs };
    await write().catch(() => (last = undefined));
  };
  return {
    ...service,
    async send(mail, options) {
      try {
        await service.send(mail, options);
      } catch (failure) {
        if (failure instanceof AgreementError && failure.code === 'MAIL_SENDER_REFUSED') {
          const code = failure.details.mailService ?? '';
          await note(`refused ${code}`, () => notes.refused(code, clock.now()));
        }
        throw failure;
      }
      await note('accepted', () => notes.accepted());
    },
  };
}
