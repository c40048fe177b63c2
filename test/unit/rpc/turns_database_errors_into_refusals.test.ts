import { describe, expect, it } from 'vitest';
import { RpcFailure, refusalCodes, toRefusal } from '../../../src/rpc/refusals.ts';

const error = (code: string, detail: unknown = null, hint: string | null = null) => ({
  code,
  message: 'The order is closed.',
  detail: detail === null || typeof detail === 'string' ? detail : JSON.stringify(detail),
  hint,
});

/** What `toRefusal` throws. */
function failureOf(given: ReturnType<typeof error>): RpcFailure {
  try {
    toRefusal(given);
  } catch (failure) {
    if (failure instanceof RpcFailure) return failure;
  }
  throw new Error('it was expected to throw an RpcFailure');
}

describe('a refusal raised on purpose', () => {
  it('keeps its code, status, sentence, way out and parameters', () => {
    const raised = error('PT409', { code: 'INVALID_TRANSITION', from: 'paid', to: ['shipped'] }, 'Ship it first.');
    expect(toRefusal(raised)).toEqual({
      code: 'INVALID_TRANSITION',
      status: 409,
      sentence: 'The order is closed.',
      wayOut: 'Ship it first.',
      params: { from: 'paid', to: ['shipped'] },
    });
  });

  it.each(refusalCodes)('can be %s', (code) => {
    expect(toRefusal(error('PT403', { code }))).toMatchObject({ code, status: 403, params: {} });
  });

  it.each(['', null])('has no way out when the hint is %j', (hint) => {
    expect(toRefusal(error('PT404', { code: 'NOT_FOUND' }, hint)).wayOut).toBeUndefined();
  });
});

it.each(['22P02', '22003', '22007', '22008', '22021', '22P05', '22023', '42846', '42804', '42883', 'PGRST202', 'PGRST102'])(
  'takes %s for input that does not fit, without the words of the database',
  (code) => {
    expect(toRefusal(error(code, 'Failing row contains (Anna)'))).toEqual({
      code: 'BAD_INPUT',
      status: 400,
      sentence: 'A value given to the desk does not fit.',
      wayOut: undefined,
      params: {},
    });
  },
);

describe('what nobody expected', () => {
  it.each([
    ['a code that no list has', error('PT409', { code: 'SOMETHING_NEW' })],
    ['a refusal without detail', error('PT409')],
    ['a detail that is no JSON', error('PT409', 'Key (id) exists')],
    ['a detail that is a list', error('PT409', '["NOT_FOUND"]')],
    ['a broken constraint', error('23505', { code: 'NOT_FOUND' })],
    ['a right that is missing', error('42501')],
    ['something that only looks like a status', error('PT4090', { code: 'NOT_FOUND' })],
  ])('is thrown: %s', (_what, given) => {
    expect(failureOf(given)).toMatchObject({ name: 'RpcFailure', code: given.code, message: given.message, hadNoEffect: false });
  });

  it.each(['40001', '40P01', '53300', '57P03'])('is known to have had no effect after %s', (code) => {
    expect(failureOf(error(code))).toMatchObject({ code, hadNoEffect: true });
  });
});
