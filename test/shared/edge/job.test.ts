import { describe, expect, it } from 'vitest';
import { parseWakeUp } from '../../../shared/contracts/wakeUp.ts';
import { AgreementError } from '../../../shared/domain/errors.ts';
import { handleMessage, handleTimer } from '../../../shared/edge/job.ts';
import { context, type Logged } from '../../fakes/azure.ts';

const tenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';

describe('handleMessage', () => {
  it('runs the work for the customer that the message names, in lower case', async () => {
    const seen: string[] = [];
    const handler = handleMessage(parseWakeUp, async ({ customerTenantId }) => {
      seen.push(customerTenantId);
      return { kind: 'done' };
    });
    await handler({ tenantId: tenantId.toUpperCase(), futureHint: 1 }, context());
    expect(seen).toEqual([tenantId]);
  });

  it.each([
    ['text', 'hello'],
    ['a number', 7],
    ['nothing', null],
    ['no tenant', {}],
    ['a bad tenant', { tenantId: "x' or 1" }],
  ])('drops %s instead of trying it five times', async (_what, message) => {
    const handler = handleMessage(parseWakeUp, async () => {
      throw new Error('must not run');
    });
    await expect(Promise.resolve(handler(message, context()))).resolves.toBeUndefined();
  });

  it('gives an unplanned failure back to the host, and logs it without its message', async () => {
    const logged: Logged = [];
    const handler = handleMessage(parseWakeUp, async () => {
      throw new AgreementError('INTERNAL_ERROR', 'planned words', {
        cause: new Error('someone@example.com'),
      });
    });
    await expect(Promise.resolve(handler({ tenantId }, context(logged)))).rejects.toMatchObject({
      code: 'INTERNAL_ERROR',
    });
    expect(logged.join()).toContain('planned words');
    expect(logged.join()).not.toContain('someone');
  });
});

describe('handleTimer', () => {
  it('lets the host see a failed run', async () => {
    const handler = handleTimer(async () => {
      throw new Error('storage is down');
    });
    const timer = {
      isPastDue: false,
      schedule: { adjustForDST: true },
      scheduleStatus: { last: '', next: '', lastUpdated: '' },
    };
    await expect(Promise.resolve(handler(timer, context()))).rejects.toThrow();
  });
});
