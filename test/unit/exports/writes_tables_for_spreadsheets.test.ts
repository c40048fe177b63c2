import { expect, it } from 'vitest';
import { csvLine } from '../../../src/exports/csv.ts';

it.each([
  [['plain', 1, 100.5, true, null], 'plain,1,100.5,true,\r\n'],
  [['a,b', 'say "hello"', 'two\nlines'], '"a,b","say ""hello""","two\nlines"\r\n'],
  [['=1+1', '+4915112345', '-2+3', '@SUM(A1)'], "'=1+1,'+4915112345,'-2+3,'@SUM(A1)\r\n"],
  [['\t=1+1', '\r=1+1'], '\'\t=1+1,"\'\r=1+1"\r\n'],
  [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [[-5, '-5.50', '-5.5e3'], "-5,-5.50,'-5.5e3\r\n"],
  [['Зелёная ул.', 'İĞŞ'], 'Зелёная ул.,İĞŞ\r\n'],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
