/**
 * What supabase-js and the embedded storage understand differently, brought together: uploads as forms, the name and
 * shape of signed links, and how a stored file may be shown.
 */

/** supabase-js sends a Blob as a form; the embedded storage takes the plain body. */
export async function plainUpload(request: Request): Promise<Request> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data');
  if (!isForm || (request.method !== 'POST' && request.method !== 'PUT')) return request;
  const form = await request.formData();
  const file = [...form.values()].find((value): value is File => typeof value !== 'string');
  if (!file) return request;
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('content-type', file.type || 'application/octet-stream');
  const cacheControl = form.get('cacheControl');
  if (typeof cacheControl === 'string') headers.set('cache-control', `max-age=${cacheControl}`);
  const metadata = form.get('metadata');
  if (typeof metadata === 'string') headers.set('x-metadata', Buffer.from(metadata).toString('base64'));
  return new Request(request.url, { method: request.method, headers, body: await file.arrayBuffer() });
}

export async function mendStorageAnswer(request: Request, response: Response): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/storage/v1/object/sign/') && request.method === 'POST') return await mendSigned(response, 'signedURL');
  if (pathname.startsWith('/storage/v1/object/upload/sign/') && request.method === 'POST') return await mendSigned(response, 'url');
  // By what it is, not by its address: an address can be spelt in many ways.
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return request.method === 'GET' && response.ok && !isJson ? asDownload(response) : response;
}

type Signed = { signedUrl?: string; [field: string]: unknown };

/** Hosted Supabase says `signedURL` (or `url` for uploads), without the `/storage/v1` that the client puts before it. */
async function mendSigned(response: Response, field: 'signedURL' | 'url'): Promise<Response> {
  if (!response.ok) return response;
  const mend = ({ signedUrl, ...rest }: Signed) =>
    signedUrl === undefined ? rest : { ...rest, [field]: signedUrl === '' ? null : signedUrl.replace(/^\/storage\/v1/, '') };
  const body: Signed | Signed[] = await response.json();
  return Response.json(Array.isArray(body) ? body.map(mend) : mend(body), { status: response.status, headers: kept(response) });
}

function kept(response: Response): Headers {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-type');
  return headers;
}

/** Files come from strangers: an uploaded page must not run on the origin where Studio acts without a key. */
function asDownload(response: Response): Response {
  const headers = new Headers(response.headers);
  if (!headers.get('content-disposition')?.startsWith('attachment')) headers.set('content-disposition', 'attachment');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('content-security-policy', "default-src 'none'; sandbox");
  return new Response(response.body, { status: response.status, headers });
}
