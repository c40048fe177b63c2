import { randomBytes } from 'node:crypto';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { TEMPLATE } from './cluster.ts';

export type TestDatabase = {
  /** Connected as the hosted-like `postgres`: what Studio's SQL editor and the migrations are. */
  sql: Sql;
  url: string;
  superuserUrl: string;
};

/** A database of its own for this test file, cloned from the migrated template; `empty` starts without any migration. */
export function useDatabase(template: string = TEMPLATE): TestDatabase {
  const database = {} as TestDatabase;
  const name = `test_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    const { superuserUrl, postgresUrl } = inject('cluster');
    await inPostgres(superuserUrl, (sql) => sql.unsafe(`create database ${name} template ${template} strategy file_copy owner postgres`));
    database.url = postgresUrl.replace(/postgres$/, name);
    database.superuserUrl = superuserUrl.replace(/postgres$/, name);
    database.sql = postgres(database.url, { max: 8, onnotice: () => undefined, connection: { application_name: 'test' } });
  });
  afterAll(async () => {
    await database.sql?.end();
    await inPostgres(inject('cluster').superuserUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  });
  return database;
}

async function inPostgres(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

type Work<T> = (sql: TransactionSql) => Promise<T>;

async function asRole<T>(sql: Sql, role: string, subject: string | undefined, work: Work<T>): Promise<T> {
  return (await sql.begin(async (transaction) => {
    // Both ways in which a request names its person: the embedded API sets the first, hosted Supabase the second.
    await transaction`select set_config('request.jwt.claim.sub', ${subject ?? ''}, true),
      set_config('request.jwt.claims', ${JSON.stringify({ role, sub: subject })}, true)`;
    await transaction.unsafe(`set local role ${role}`);
    return await work(transaction);
  })) as T;
}

/** A visitor with the publishable key. */
export const asAnon = <T>(sql: Sql, work: Work<T>) => asRole(sql, 'anon', undefined, work);

/** A person signed in to Supabase auth: staff when `subject` is one of their identities, else a stranger. */
export const asSignedIn = <T>(sql: Sql, subject: string, work: Work<T>) => asRole(sql, 'authenticated', subject, work);

/** Our own services with the secret key. */
export const asService = <T>(sql: Sql, work: Work<T>) => asRole(sql, 'service_role', undefined, work);

/** An admin in Studio's SQL editor on hosted Supabase. */
export const asStudio = <T>(sql: Sql, work: Work<T>) => asRole(sql, 'postgres', undefined, work);
