import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentEvidence } from '../../shared/contracts/customers/presentEvidence.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { collectEvidence } from '../../shared/workflows/customers/collectEvidence.ts';

/** Reads the whole history of a customer with its proof, as JSON or as a printable page. */
app.http(
  'getEvidence',
  httpOperation(operations.getEvidence, async ({ params, query, caller, prefersPage }) => {
    const { customerTenantId } = params;
    const evidence = presentEvidence(
      await collectEvidence(await getServices(), { customerTenantId, sight: caller }),
    );
    const isPage = query.format ? query.format === 'html' : prefersPage;
    if (!isPage) return { body: evidence };
    const { evidencePage } = await import('../../shared/views/pages/evidencePage.ts');
    return { html: evidencePage(evidence) };
  }),
);
