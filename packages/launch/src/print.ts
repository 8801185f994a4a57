import type { WriteStream } from 'node:tty';

const colours: Record<string, number> = { twelvefold: 36, release: 35, web: 32, worker: 33 };

/** Writes a process's lines with its name before them, in colour on a terminal only. */
export function printer(stream: WriteStream): (type: string, line: string) => void {
  const isColoured = stream.isTTY === true && process.env.NO_COLOR === undefined;
  return (type, line) => {
    const name = type.padEnd(10);
    stream.write(isColoured ? `\u001b[${colours[type] ?? 90}m${name}\u001b[0m ${line}\n` : `${name} ${line}\n`);
  };
}
