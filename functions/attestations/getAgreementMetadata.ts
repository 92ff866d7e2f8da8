import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentMetadata } from '../../shared/contracts/agreementTemplate/presentTemplate.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readAgreementTemplate } from '../../shared/workflows/attestations/findAgreementTemplate.ts';

/** Reads which agreement template is in force, and where it is offered. */
app.http(
  'getAgreementMetadata',
  httpOperation(operations.getAgreementMetadata, async () => ({
    body: presentMetadata(await readAgreementTemplate(await getServices())),
  })),
);
