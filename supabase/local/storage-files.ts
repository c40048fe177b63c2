import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Content = Parameters<StorageAdapter['uploadObject']>[3];
type Facts = { mimetype: string; cacheControl: string; eTag: string };

const hash = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex');

/**
 * Keeps stored objects as files. File names are hashes of bucket and key, so no key can reach outside the folder
 * or collide on a file system that ignores case; what a file is stands in a small file beside it.
 */
export class FileStorage implements StorageAdapter {
  readonly driver = undefined;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #path(bucket: string, key: string): string {
    const name = hash(key);
    return join(this.#folder, hash(bucket).slice(0, 16), name.slice(0, 2), name);
  }

  async getObject(bucket: string, key: string, _version: string | undefined, headers?: { ifNoneMatch?: string; range?: string }) {
    const metadata = await this.headObject(bucket, key);
    if (headers?.ifNoneMatch === metadata.eTag) return { httpStatusCode: 304, metadata };
    const content = await readFile(this.#path(bucket, key));
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers?.range ?? '');
    if (!range) return { httpStatusCode: 200, metadata, body: content };
    const from = Number(range[1]);
    const to = Math.min(range[2] ? Number(range[2]) : content.length - 1, content.length - 1);
    const body = content.subarray(from, to + 1);
    const contentRange = `bytes ${from}-${to}/${content.length}`;
    return { httpStatusCode: 206, metadata: { ...metadata, contentLength: body.length, contentRange }, body };
  }

  async uploadObject(bucket: string, key: string, _version: string | undefined, body: Content, mimetype: string, cacheControl: string) {
    const content = body instanceof Uint8Array ? body : new Uint8Array(await new Response(body as ReadableStream).arrayBuffer());
    const path = this.#path(bucket, key);
    const facts: Facts = { mimetype, cacheControl, eTag: `"${hash(content)}"` };
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.json`, JSON.stringify(facts));
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
    return await this.headObject(bucket, key);
  }

  async deleteObject(bucket: string, key: string) {
    const path = this.#path(bucket, key);
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]) {
    for (const key of keys) await this.deleteObject(bucket, key);
  }

  async copyObject(fromBucket: string, fromKey: string, _from: string | undefined, toBucket: string, toKey: string) {
    const target = this.#path(toBucket, toKey);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(`${this.#path(fromBucket, fromKey)}.json`, `${target}.json`);
    await copyFile(this.#path(fromBucket, fromKey), target);
    const { eTag, lastModified } = await this.headObject(toBucket, toKey);
    return { httpStatusCode: 200, eTag, lastModified };
  }

  async headObject(bucket: string, key: string) {
    const path = this.#path(bucket, key);
    const [file, facts] = await Promise.all([stat(path), readFile(`${path}.json`, 'utf8')]);
    return { ...(JSON.parse(facts) as Facts), contentLength: file.size, size: file.size, lastModified: file.mtime };
  }

  async privateAssetUrl(bucket: string, key: string) {
    return `file://${this.#path(bucket, key)}`;
  }
}
