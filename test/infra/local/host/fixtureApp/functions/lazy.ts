import { app } from '@azure/functions';

app.get('credential', async () => {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return { jsonBody: { name: ManagedIdentityCredential.name, loaded: typeof ManagedIdentityCredential } };
});
