/** The value of an option among arguments: `--bind x`, `--bind=x`, `-b x`, `-bx`. The last one wins; null where it is not given. */
export function optionOf(args: readonly string[], ...names: readonly string[]): string | null {
  let value: string | null = null;
  for (const [index, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) value = args[index + 1] ?? '';
      else if (name.startsWith('--') && arg.startsWith(`${name}=`)) value = arg.slice(name.length + 1);
      else if (/^-[A-Za-z]$/.test(name) && arg.startsWith(name) && arg.length > 2)
        value = arg.slice(2).replace(/^=/, '');
    }
  }
  return value;
}
