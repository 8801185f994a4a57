/** The Procfile's lines, `release` apart: it runs to its end before a process type starts. */
export interface Procfile {
  release: string | null;
  processes: { type: string; command: string }[];
}

const line = /^(?<type>[A-Za-z0-9_-]+):[ \t]*(?<command>\S.*)$/;

/** Reads a Procfile. Throws on a line that is neither empty, a comment, nor `type: command`. */
export function parseProcfile(text: string): Procfile {
  const procfile: Procfile = { release: null, processes: [] };
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '' || raw.startsWith('#')) continue;
    const match = line.exec(raw.trimEnd())?.groups;
    if (!match?.type || !match.command) throw new Error(`Procfile line ${index + 1} is not "type: command": ${raw}`);
    if (match.type === 'release') procfile.release = match.command;
    else procfile.processes.push({ type: match.type, command: match.command });
  }
  return procfile;
}
