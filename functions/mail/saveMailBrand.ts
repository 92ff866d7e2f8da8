import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentMailBrand } from '../../shared/contracts/mail/presentMailBrand.ts';
import { readMailBrand } from '../../shared/contracts/mail/readMailBrand.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { saveMailBrand } from '../../shared/workflows/mail/saveMailBrand.ts';

/** Saves how the partner's mails look, as the next version. */
app.http(
  'saveMailBrand',
  httpOperation(operations.saveMailBrand, async ({ body: { replaces, ...fields }, caller }) => {
    const services = await getServices();
    const brand = readMailBrand(fields);
    services.refuseBadBrand(brand);
    const saved = await saveMailBrand(services, { brand, replaces, savedBy: caller.id });
    return { body: presentMailBrand(saved, services.defaultBrand) };
  }),
);
