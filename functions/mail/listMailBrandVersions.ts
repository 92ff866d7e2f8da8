import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentBrandVersion } from '../../shared/contracts/mail/presentMailBrand.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listBrandVersions } from '../../shared/workflows/mail/findMailBrand.ts';

/** Lists when the look of the mails was saved and by whom, newest first. */
app.http(
  'listMailBrandVersions',
  httpOperation(operations.listMailBrandVersions, async ({ query }) => {
    const services = await getServices();
    const { pageSize: size, continuationToken: token } = query;
    const scope = 'mail brand versions';
    const before = token ? Number(services.pageTokens.open(scope, token)) : null;
    const page = await listBrandVersions(services, { before, size });
    const items = page.items.map(presentBrandVersion);
    const continuationToken = page.before && services.pageTokens.seal(scope, String(page.before));
    return { body: { items, continuationToken } };
  }),
);
