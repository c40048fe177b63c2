import { choicesOf } from '../../../conversation/buttons.ts';
import { say } from '../../../conversation/reply.ts';
import { fold } from '../../../phrases/words.ts';
import type { Paper } from '../../people.ts';
import { type Anchor, anAnchor, anchorOf } from '../anchor.ts';
import { button, doing, literally, pick, press, text, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, saying, type Verb } from '../verb.ts';
import { offersOrders } from './notes.ts';

const KINDS: ReadonlyArray<Anchor['kind']> = ['order', 'lead', 'customer'];
const about = (args: Args): Anchor => anchorOf(args) ?? { kind: 'order', id: '' };
const rowOf = ({ kind, id }: Anchor) => (kind === 'lead' ? { lead_id: id } : kind === 'customer' ? { customer_id: id } : { order_id: id });

/** Asks for the papers of what is meant; an order is found by its code first. */
const papersOf = (args: Args): Doing => {
  const anchor = about(args);
  return anchor.kind === 'order'
    ? ask('staff-order', { order_code: anchor.id }, 'order-seen')
    : ask('staff-documents', rowOf(anchor), 'papers');
};

/** A file, which fills this argument when it is sent. */
const file: Arg = { name: 'file', read: () => undefined };

/** What kind of paper it is, among those that the desk keeps. */
const paper: Arg = {
  name: 'paper',
  read: (written) => (written.trim() === '' ? undefined : { value: written.trim().slice(0, 60), rest: '' }),
  offers: () => ask('staff-documents', {}, 'types-offered'),
  offered: { 'types-offered': on('staff-documents', ({ types }) => saying(typeQuestion(types))) },
};

type Types = ReadonlyArray<{ code: string; name: string }>;
const typeQuestion = (types: Types, odd?: string) =>
  text(
    [...(odd === undefined ? [] : [say('odd-paper', { words: odd })]), say('ask-paper')],
    ...types.map(({ code, name }) => button(literally(name), pick(code))),
  );

const typeNamed = (types: Types, said: string) => types.find(({ code, name }) => fold(code) === fold(said) || fold(name) === fold(said));

const doc: Verb = {
  name: 'doc',
  least: 'agent',
  args: [file, anAnchor(KINDS, false, offersOrders), paper],
  run: papersOf,
  after: {
    'order-seen': on('staff-order', ({ id }) => ({ ...ask('staff-documents', { order_id: id }, 'papers'), knowing: { row: id } })),
    papers: on('staff-documents', ({ types }, args) => {
      const { file: storage_path = '', paper: said = '', row } = args;
      const type = typeNamed(types, said);
      if (type === undefined)
        return saying(
          text([say('odd-paper', { words: said }), say('staff-papers-known', { names: types.map(({ name }) => name).join(', ') })]),
        );
      const anchor = about(args);
      return ask(
        'attach-document',
        { type: type.code, storage_path, ...(row === undefined ? rowOf(anchor) : { order_id: row }) },
        'attached',
      );
    }),
    attached: on('attach-document', (_, args) => {
      const { kind, id } = about(args);
      return saying(
        text(
          [say('staff-paper-kept')],
          button(say('do-docs'), press('docs', ...(kind === 'order' ? [id] : [kind, id]))),
          doing(kind, [id]),
        ),
      );
    }),
  },
};

const docs: Verb = {
  name: 'docs',
  least: 'agent',
  args: [anAnchor(KINDS, false, offersOrders)],
  run: papersOf,
  after: {
    'order-seen': on('staff-order', ({ id }) => ask('staff-documents', { order_id: id }, 'papers')),
    papers: on('staff-documents', ({ documents }, args) => saying(paperList(documents, about(args)))),
  },
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Sends a paper as a file; pressed on a list of papers. */
const showPaper: Verb = {
  name: 'show-paper',
  least: 'agent',
  byButton: true,
  args: [{ name: 'document', read: (written) => (UUID.test(written.trim()) ? { value: written.trim(), rest: '' } : undefined) }],
  run: ({ document: document_id = '' }) => ask('staff-documents', { document_id }, 'papers'),
  after: {
    papers: on('staff-documents', ({ documents: [wanted] }) => saying(wanted === undefined ? text([say('staff-stale')]) : shown(wanted))),
  },
};

function paperList(documents: readonly Paper[], { kind, id }: Anchor) {
  return {
    kind: 'text' as const,
    text: [documents.length === 0 ? say('staff-no-papers') : say('staff-papers', { count: documents.length })],
    choices: choicesOf(
      ...documents.map((one) =>
        button(
          say('staff-paper-row', { type: one.type_name, at: { at: one.created_at, show: 'day' }, by: one.by ?? '…' }),
          press('show-paper', one.id),
        ),
      ),
      doing(kind, [id]),
      toDesk(),
    ),
  };
}

/** A paper as a file in the chat. */
const shown = ({ path, name, type_name: type, created_at: at }: Paper) => ({
  kind: 'document' as const,
  path,
  name,
  caption: say('staff-paper', { type, at: { at, show: 'day-and-time' } }),
  choices: choicesOf(toDesk()),
});

export const documentVerbs: readonly Verb[] = [doc, docs, showPaper];
