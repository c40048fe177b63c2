import { type Variable, variables } from './schema.ts';

const headings: Record<Variable['mode'], string> = {
  any: '# --- Always',
  embedded: '# --- Embedded desk (no SUPABASE_URL): everything runs on this machine, without any account',
  hosted: '# --- Hosted desk: the same code against a Supabase project',
};

/** The text of `.env.example`: every variable, with what it is for. */
export function exampleFile(): string {
  const parts = (['any', 'embedded', 'hosted'] as const).map((mode) => {
    const lines = variables
      .filter((variable) => variable.mode === mode)
      .flatMap((variable) => [`# ${variable.about}`, `# ${variable.name}=${variable.example}`, '']);
    return [headings[mode], '', ...lines].join('\n');
  });
  return `# Copy to .env and change what you need. Nothing here has to be set: \`npm start\` works without it.\n\n${parts.join('\n')}`;
}
