/** A rule's page with all that rule pages use. */
export const seedRuleDocs = `# Secrets have no usable default

## Why

A secret that falls back to a literal is a secret that everyone with the source knows. The app starts **without complaint** when the variable is
missing, and nobody notices until somebody else does. See [the config factor](https://12factor.net/config).

## How it is checked

- Reads of the environment whose name says *secret* are found in production code.
- A read passes if it has no default, an empty one, or one that stops the start.

| stack | read by | safe form |
|---|---|---|
| Django | \`os.environ.get\` | \`os.environ["SECRET_KEY"]\` |
| Node | \`process.env\` | a schema that requires it |

## Fix

### Before

\`\`\`py
SECRET_KEY = os.environ.get("SECRET_KEY", "not-so-secret")
\`\`\`

### After

\`\`\`py
SECRET_KEY = os.environ["SECRET_KEY"]
\`\`\`

## When it is wrong

1. A default that only a test uses is fine; keep it in the test's settings.
2. A key that signs nothing of worth can be waived with a reason.
`;
