import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Removes the name of a person who has left; histories keep the object id. */
app.http(
  'forgetPerson',
  httpOperation(operations.forgetPerson, async ({ params }) => {
    await (await getServices()).people.forget(params.personId);
    return { body: null };
  }),
);
