import { app } from '@azure/functions';

/** Leads from the bare address to the portal. The parameter may hold nothing, so it is the root alone. */
app.http('openRoot', {
  route: '{root:maxlength(0)?}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: () => ({ status: 302, headers: { location: '/portal/', 'cache-control': 'no-store' } }),
});
