import { app } from '@azure/functions';
import { refuseUnknown } from '../../shared/edge/refuseUnknown.ts';

/**
 * Refuses paths and methods that no other function takes. The host asks functions in the alphabetical order of their
 * names (third party: its public source), so this name is the last one.
 */
app.http('zRefuseUnknown', {
  route: 'api/{*path}',
  methods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  authLevel: 'anonymous',
  handler: refuseUnknown,
});
