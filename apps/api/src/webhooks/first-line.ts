const longestTitle = 200;

/** The title of a commit message, cut so that lists stay lists. */
export function firstLine(message: string): string {
  const [title = ''] = message.split(/\r?\n/, 1);
  return Array.from(title.trim()).slice(0, longestTitle).join('');
}
