import { app } from '@azure/functions';
import { mayHoldLinks } from '../../shared/contracts/customers/mayHoldLinks.ts';
import { presentProspect } from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listProspects } from '../../shared/workflows/prospects/listProspects.ts';

/** Lists relationship invitations, the newest first; a reseller's own only. */
app.http(
  'listProspects',
  httpOperation(operations.listProspects, async ({ query, caller }) => {
    const services = await getServices();
    const { pageTokens, prospectTexts } = services;
    const { resellerTenantId } = caller;
    const { continuationToken: token, state, pageSize: size } = query;
    const scope = `relationshipInvitations ${resellerTenantId ?? ''}${state ? ` ${state}` : ''}`;
    const position = token ? pageTokens.open(scope, token) : null;
    const page = await listProspects(services, { filter: { resellerTenantId }, state, size, position });
    const textOf = mayHoldLinks(caller) ? await prospectTexts() : () => null;
    return {
      body: {
        items: page.prospects.map((prospect) => presentProspect(prospect, textOf(prospect))),
        continuationToken: page.position === null ? null : pageTokens.seal(scope, page.position),
      },
    };
  }),
);
