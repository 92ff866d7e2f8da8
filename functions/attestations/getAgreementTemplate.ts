import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentTemplate } from '../../shared/contracts/agreementTemplate/presentTemplate.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findAgreementTemplate } from '../../shared/workflows/attestations/findAgreementTemplate.ts';

/** Gets fresh links to the agreement of one country in one language. */
app.http(
  'getAgreementTemplate',
  httpOperation(operations.getAgreementTemplate, async ({ query: { country, language = null } }) => ({
    body: presentTemplate(await findAgreementTemplate(await getServices(), { country, language })),
  })),
);
