import { agentsAllBut, COMMANDS, type Expectation, LIST, MANAGERS, STAFF } from './expectations.ts';

/** Papers, files of chats, and what is removed of them. */
export const tablesOfFiles: Record<string, Expectation> = {
  chat_files: {
    locked: `path = path || 'x'`,
    editable: `name = 'x'`,
    people: MANAGERS,
    service: COMMANDS,
  },
  document_types: {
    locked: `code = code || '_x'`,
    editable: `name = name || '!'`,
    people: STAFF,
    service: LIST,
  },
  documents: {
    locked: `storage_path = storage_path || 'x'`,
    editable: `type = 'other'`,
    people: agentsAllBut(1),
    service: COMMANDS,
  },
  file_removals: {
    locked: `path = path || 'x'`,
    editable: 'removed_at = now()',
    people: MANAGERS,
    service: COMMANDS,
  },
};
