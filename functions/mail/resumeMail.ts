import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentMailState } from '../../shared/contracts/operations/presentSummary.ts';
import { endpoint } from '../../shared/endpoint.ts';
import { getServices } from '../../shared/services.ts';

/** Ends a pause of the mail sender. Said twice it is said once, so it needs no Idempotency-Key. */
app.http(
  'resumeMail',
  endpoint(operations.resumeMail, async () => {
    const { mailDispatch } = await getServices();
    await mailDispatch.resume();
    return { body: presentMailState(await mailDispatch.state()) };
  }),
);
