import { loadConfig } from '../shared/config.ts';

// Loading an entry point may fail, and then the host refuses to start: better than failing per message.
loadConfig(process.env);
