import * as z from 'zod';
import type { Trials } from '../../workflows/ports/connectionPorts.ts';
import { createPartnerCenterClient, type Call, type ClientOptions } from './client.ts';
import { denied } from './denied.ts';
import { customerList } from './responses.ts';
import { tokenModes } from './tokens/tokenModes.ts';

/** Reads that change nothing and show what each kind of token is allowed to. */
export function createTrials(options: ClientOptions): Trials {
  const client = createPartnerCenterClient(options, 'person');
  const read = async (call: Call<unknown>): Promise<void> => {
    const reply = await client.get(call);
    if (reply.kind === 'refused') throw denied(reply);
  };
  return {
    customers: () => read({ path: '/v1/customers?size=1', mode: tokenModes.customers, shape: customerList }),
    agreements: () =>
      read({
        path: '/v1/agreements?agreementType=MicrosoftCustomerAgreement',
        mode: tokenModes.agreementMetadata,
        shape: z.object({}),
      }),
  };
}
