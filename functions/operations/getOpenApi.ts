import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';

/** Describes this API, made from the contracts it is checked against. */
app.http(
  'getOpenApi',
  httpOperation(operations.getOpenApi, async () => {
    const { openApi } = await import('../../shared/contracts/api/openApi.ts');
    return { headers: { 'cache-control': 'max-age=300' }, body: await openApi() };
  }),
);
