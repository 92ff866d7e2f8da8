/** A binding as registered by the app; what it holds beyond these depends on its type. */
export type Binding = { type: string; direction: 'in' | 'out' } & Record<string, unknown>;

/** What starts a function; `bindingName` is the name its data is passed under. */
export type Trigger = { bindingName: string } & (
  | { kind: 'http'; route: string; methods: string[]; authLevel: AuthLevel }
  | { kind: 'queue'; queueName: string; connection: string | undefined }
  | { kind: 'timer'; schedule: string; runOnStartup: boolean }
  /** A type this host does not run. */
  | { kind: 'other'; type: string }
);

export type AuthLevel = 'anonymous' | 'function' | 'admin';

/** Finds and reads the trigger among a function's bindings. Throws when there is none or it lacks a value. */
export function parseTrigger(functionName: string, bindings: Readonly<Record<string, Binding>>): Trigger {
  const found = Object.entries(bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!found) throw new Error(`${functionName} has no trigger`);
  const [bindingName, binding] = found;
  const required = (key: string): string => {
    const value = optionalText(binding[key]);
    if (value === undefined) throw new Error(`${functionName}: its trigger has no ${key}`);
    return value;
  };
  switch (binding.type.toLowerCase()) {
    case 'httptrigger':
      return {
        kind: 'http',
        bindingName,
        route: optionalText(binding.route) ?? functionName,
        methods: Array.isArray(binding.methods)
          ? binding.methods.map((method) => String(method).toUpperCase())
          : [],
        authLevel: parseAuthLevel(binding.authLevel),
      };
    case 'queuetrigger': {
      const connection = optionalText(binding.connection);
      return { kind: 'queue', bindingName, queueName: required('queueName'), connection };
    }
    case 'timertrigger': {
      const runOnStartup = binding.runOnStartup === true;
      return { kind: 'timer', bindingName, schedule: required('schedule'), runOnStartup };
    }
    default:
      return { kind: 'other', bindingName, type: binding.type };
  }
}

function parseAuthLevel(value: unknown): AuthLevel {
  return value === 'function' || value === 'admin' ? value : 'anonymous';
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
