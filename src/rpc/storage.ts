import { createClient } from '@supabase/supabase-js';
import type { FileStore } from '../documents/files.ts';
import { RpcFailure } from './refusals.ts';

export type StorageOptions = { url: string; secretKey: string; fetch?: typeof fetch };

/** The one private bucket of a desk's files. */
const BUCKET = 'desk-files';

type StorageError = { message: string; statusCode?: string | undefined; status?: number | undefined };

/** The private storage of a Supabase project, hosted or embedded. Makes its bucket when the first file comes. */
export function supabaseFiles(options: StorageOptions): FileStore {
  const { storage } = createClient(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    ...(options.fetch && { global: { fetch: options.fetch } }),
  });
  const files = () => storage.from(BUCKET);

  async function upload(path: string, bytes: Uint8Array, contentType: string): Promise<StorageError | null> {
    return (await files().upload(path, bytes, { contentType, upsert: true })).error;
  }

  return {
    async put(path, bytes, contentType) {
      let error = await upload(path, bytes, contentType);
      if (error !== null && isMissing(error)) {
        // Another process may make it in this very moment; what counts is that it is there.
        await storage.createBucket(BUCKET, { public: false });
        error = await upload(path, bytes, contentType);
      }
      if (error !== null) throw failure(error);
    },
    async read(path) {
      const { data, error } = await files().download(path);
      if (data !== null) return new Uint8Array(await data.arrayBuffer());
      if (isMissing(error)) return null;
      throw failure(error);
    },
    async link(path, seconds) {
      const { data, error } = await files().createSignedUrl(path, seconds);
      if (error === null) return data.signedUrl;
      if (isMissing(error)) return null;
      throw failure(error);
    },
    async remove(paths) {
      if (paths.length === 0) return;
      const { error } = await files().remove([...paths]);
      if (error !== null && !isMissing(error)) throw failure(error);
    },
  };
}

/** Neither a file nor a bucket that is not there is a fault. Storage says so in its own words, with 400 here and 404 there. */
function isMissing(error: StorageError): boolean {
  return error.statusCode === '404' || error.status === 404 || /not found/i.test(error.message);
}

function failure(error: StorageError): RpcFailure {
  return new RpcFailure('STORAGE', `The storage failed: ${error.message}`, { hadNoEffect: false });
}
