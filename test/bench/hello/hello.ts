import { app } from '@azure/functions';

/** The least a Functions app can be: what every load time is compared with. */
app.http('hello', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'Hello' }) });
