import type { IncomingMessage, ServerResponse } from 'node:http';

/** As the server reads a field of a form. */
export const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));

export function refuse(response: ServerResponse, code: number, description: string, parameters?: object): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) }));
}

export async function paramsOf(request: IncomingMessage, url: URL): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.includes('application/json')) return JSON.parse(body.toString()) as Record<string, unknown>;
  if (!type.includes('multipart/form-data')) return Object.fromEntries(url.searchParams);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const params: Record<string, unknown> = {};
  const attached: Record<string, { name: string; size: number }> = {};
  for (const [name, value] of form) {
    // Whoever attaches a file names it in the field it is meant for.
    if (value instanceof File) {
      params.file = { name: value.name, size: value.size, field: fieldOf(form, name) };
      attached[`attach://${name}`] = { name: value.name, size: value.size };
    } else params[name] = /^[[{]/.test(value) ? JSON.parse(value) : value;
  }
  // Of several files each is named where it is described.
  return { ...params, attached };
}

function fieldOf(form: FormData, attached: string): string {
  return [...form].find(([, value]) => value === `attach://${attached}`)?.[0] ?? attached;
}
