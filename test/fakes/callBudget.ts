import { AgreementError } from '../../shared/domain/errors.ts';
import type { CallBudget } from '../../shared/workflows/ports/partnerCenterPorts.ts';
import type { Clock } from '../../shared/workflows/ports/ports.ts';

/** A budget without a pace, which still pauses when Partner Center says so. */
export function callBudgetInMemory(clock: Clock): CallBudget {
  let pausedUntil = new Date(0);
  return {
    async acquire() {
      const retryAfterMs = pausedUntil.getTime() - clock.now().getTime();
      if (retryAfterMs > 0)
        throw new AgreementError('PARTNER_CENTER_THROTTLED', 'Not now.', { retryAfterMs });
    },
    refused: async ({ retryAfterMs }) => {
      pausedUntil = new Date(clock.now().getTime() + retryAfterMs);
    },
    state: async () => ({ limitPerMinute: 500, pausedUntil }),
  };
}
