import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentMailState } from '../../shared/contracts/operations/presentSummary.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Ends a pause of the mail sender. Said twice it is said once, so it needs no Idempotency-Key. */
app.http(
  'resumeMail',
  httpOperation(operations.resumeMail, async () => {
    const { mailDispatch } = await getServices();
    await mailDispatch.resume();
    return { body: presentMailState(await mailDispatch.state()) };
  }),
);
