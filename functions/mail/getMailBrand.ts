import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentMailBrand } from '../../shared/contracts/mail/presentMailBrand.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findMailBrand } from '../../shared/workflows/mail/findMailBrand.ts';

/** Reads how the partner's mails look: the newest version, or an earlier one. */
app.http(
  'getMailBrand',
  httpOperation(operations.getMailBrand, async ({ query }) => {
    const services = await getServices();
    const saved = await findMailBrand(services, query.version);
    return { body: presentMailBrand(saved, services.defaultBrand) };
  }),
);
