/** One function as a built app registers it. */
export type Registration = {
  name: string;
  triggerType: string;
  route?: string;
  methods?: string[];
  authLevel?: string;
  queueName?: string;
  connection?: string;
  schedule?: string;
};

/** The one message of this process to its parent. */
export type RegistrationsMessage = { registrations: Registration[] } | { failed: string };
