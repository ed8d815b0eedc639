/** A browser and a system out of a User-Agent, as far as a person needs them to know a device again. */

const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const systems = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "Mac"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

function find(agent: string, known: readonly (readonly [string, string])[]): string | undefined {
  return known.find(([sign]) => agent.includes(sign))?.[1];
}

/** "Firefox, Linux"; the program's first word where it is no browser; nothing where nothing was said. */
export function sayAgent(agent: string): string | undefined {
  const parts = [find(agent, browsers), find(agent, systems)].filter((part) => part !== undefined);
  if (parts.length > 0) return parts.join(", ");
  const [program = ""] = agent.split(/[\s/]/);
  return program === "" ? undefined : program;
}
