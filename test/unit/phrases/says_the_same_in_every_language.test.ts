import { type Entry, FluentParser, type Message, Visitor } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { readPhraseFiles } from '../../../bot/phrases.ts';
import { type Language, languages } from '../../../src/phrases/phrases.ts';

class Variables extends Visitor {
  readonly names = new Set<string>();

  override visitVariableReference(node: { id: { name: string } }): void {
    this.names.add(node.id.name);
  }
}

const sources = readPhraseFiles();

function entriesOf(language: Language): Entry[] {
  return new FluentParser().parse(sources[language]).body;
}

const messagesOf = (language: Language) => entriesOf(language).filter((entry): entry is Message => entry.type === 'Message');

/** Every key with the variables it uses. */
function shapeOf(language: Language): Record<string, string[]> {
  return Object.fromEntries(
    messagesOf(language).map((message) => {
      const variables = new Variables();
      variables.visit(message);
      return [message.id.name, [...variables.names].sort()];
    }),
  );
}

describe.each(languages)('%s', (language) => {
  it('can be read to the last line', () => {
    expect(entriesOf(language).filter((entry) => entry.type === 'Junk')).toEqual([]);
  });

  it('has every key once', () => {
    const keys = messagesOf(language).map((message) => message.id.name);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.length).toBeGreaterThan(0);
  });

  it('has the keys and variables of English', () => {
    expect(shapeOf(language)).toEqual(shapeOf('en'));
  });
});
