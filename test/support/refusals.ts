import postgres from 'postgres';
import { expect } from 'vitest';

/** The error a statement ends with. */
export async function errorOf(statement: PromiseLike<unknown>): Promise<postgres.PostgresError> {
  try {
    await statement;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error;
    throw error;
  }
  throw new Error('the statement was expected to fail, and it did not');
}

/** Expects the database to refuse on purpose: with this code, a status of its own and a sentence a person can read. */
export async function expectRefusal(statement: PromiseLike<unknown>, code: string): Promise<postgres.PostgresError> {
  const error = await errorOf(statement);
  expect({ code: JSON.parse(error.detail ?? '{}').code, state: error.code, message: error.message }).toMatchObject({
    code,
    state: expect.stringMatching(/^PT4\d\d$/),
    message: expect.stringMatching(/\.$/),
  });
  return error;
}
