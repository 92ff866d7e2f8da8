/** How the project's own host begins a line: level, and the function where there is one. */
const ownLine = /^(trace|debug|information|warning|error|critical)(?: \[(\w+)\])? /;
/** Requests by which a person changes something or follows a link of a mail. */
const deed = /^information \[\w+\] (?:(?:POST|PUT|PATCH|DELETE) \/|GET \/\S*\/i\/)/;
/** Its requests come from Partner Center. */
const fromMicrosoft = 'receivePartnerCenterEvent';

/**
 * Whether a line of the functions host tells what a person did or what failed. Lines of another host, which look
 * otherwise, always count.
 */
export function tellsOfPeopleOrFailures(line: string): boolean {
  const [, level, functionName] = ownLine.exec(line) ?? [];
  if (level === undefined || /warning|error|critical/.test(level)) return true;
  return deed.test(line) && functionName !== fromMicrosoft;
}
