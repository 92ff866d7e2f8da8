import type { Probe } from '../../ports/connectionPorts.ts';

/** Whether tables and queues answer. */
export const storage: Probe = {
  name: 'storage',
  async look({ runs, queueProbe }) {
    await Promise.all([runs.last(), queueProbe.measure()]);
    return { condition: 'storageWorks', facts: {} };
  },
};
