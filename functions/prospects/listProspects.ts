import { app } from '@azure/functions';
import { presentProspect } from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Lists relationship invitations, the newest first; a reseller's own only. */
app.http(
  'listProspects',
  httpOperation(operations.listProspects, async ({ query, caller }) => {
    const { prospects, pageTokens, prospectTexts } = await getServices();
    const { resellerTenantId } = caller;
    const scope = `relationshipInvitations ${resellerTenantId ?? ''}`;
    const { continuationToken: token } = query;
    const position = token ? pageTokens.open(scope, token) : null;
    const page = await prospects.page({ resellerTenantId }, query.pageSize, position);
    const textOf = await prospectTexts();
    return {
      body: {
        items: page.prospects.map((prospect) => presentProspect(prospect, textOf(prospect))),
        continuationToken: page.position === null ? null : pageTokens.seal(scope, page.position),
      },
    };
  }),
);
