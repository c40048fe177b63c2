import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language, Phrases } from '../../../src/phrases/phrases.ts';
import type { WebDesk } from './door.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type ChatView = {
  account: string;
  desk: WebDesk;
  language: Language;
  phrases: Phrases;
  /** In a frame on another page: no way out but the closing button. */
  isEmbedded: boolean;
  /** Shows the way to the desk's own first page, on a desk where the visitor and the seller are one person. */
  hasHome: boolean;
  longest: number;
  /** The largest file the chat takes, in bytes; 0 where it takes none. */
  largestFile: number;
};

export const languageNames: Record<Language, string> = { en: 'English', ru: 'Русский', tr: 'Türkçe' };

/** What the page says once it lives. */
const words = [
  'chat-state-connecting',
  'chat-state-online',
  'chat-state-offline',
  'chat-offline',
  'chat-you',
  'chat-waiting',
  'chat-not-sent',
  'chat-cut',
  'chat-step-done',
  'chat-step-now',
  'chat-step-next',
  'chat-button',
  'chat-answer',
  'chat-file',
  'chat-file-large',
  'chat-file-empty',
  'chat-file-failed',
  'chat-file-sending',
  'chat-file-sent',
  'chat-file-cancel',
  'chat-file-cancelled',
  'chat-file-again',
  'chat-file-drop',
  'chat-file-save',
  'chat-file-not-shown',
];

/** The chat with a desk, empty: its script asks for the conversation. */
export function chatPage(view: ChatView): Html {
  const { account, desk, language, phrases, isEmbedded, longest, largestFile } = view;
  const say = (key: string) => phrases(language, key);
  const settings = {
    account,
    language,
    desk: desk.name,
    isEmbedded,
    longest,
    largestFile,
    words: Object.fromEntries(words.map((key) => [key, say(key)])),
  };
  return html`${raw('<!doctype html>')}
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
    <meta name="color-scheme" content="light dark" />
    <title>${phrases(language, 'chat-title', { desk: desk.name })}</title>
    <link rel="stylesheet" href="/assets/chat/chat.css" />
    <link rel="stylesheet" href="/assets/chat/bubbles.css" />
    <link rel="stylesheet" href="/assets/chat/card.css" />
    <link rel="stylesheet" href="/assets/chat/files.css" />
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <script src="/assets/chat/chat.js" type="module"></script>
  </head>
  <body class="${isEmbedded ? 'embedded' : ''}" data-settings="${JSON.stringify(settings)}">
    ${header(view, say)}
    <noscript><p class="notice">${say('chat-needs-script')}</p></noscript>
    <main>
      <div id="log" class="log" role="log" aria-label="${say('chat-log')}" aria-live="off" aria-busy="true" tabindex="0">
        <div class="column">
          <div id="lines"></div>
          <div id="unsent"></div>
          <div id="uploads"></div>
          <div id="typing" class="typing" hidden aria-hidden="true"><i></i><i></i><i></i></div>
        </div>
      </div>
      <button id="newer" class="newer" type="button" hidden>${icon('M12 5v14m-6-6 6 6 6-6')}${say('chat-new-messages')}</button>
    </main>
    <div class="foot">
      <p id="notice" class="notice" role="status"></p>
      <p id="upload-state" class="unseen" role="status"></p>
      <div id="answers" class="answers" hidden>
        <p role="status"><span>${say('chat-answering')}</span> <q id="answered" dir="auto"></q></p>
        <button id="answers-not" class="round" type="button" aria-label="${say('chat-answer-not')}" title="${say('chat-answer-not')}">${icon('M6 6l12 12M18 6 6 18')}</button>
      </div>
      <form id="composer" class="composer">
        ${largestFile > 0 ? attachButton(say) : ''}
        <label class="unseen" for="text">${say('chat-write')}</label>
        <textarea id="text" rows="1" dir="auto" enterkeyhint="send" placeholder="${say('chat-write')}" maxlength="${longest * 2}" autocomplete="off"></textarea>
        <button class="send" type="submit" aria-label="${say('chat-send')}" title="${say('chat-send')}">${icon('M12 19V5m-6 6 6-6 6 6')}</button>
      </form>
    </div>
  </body>
</html>`;
}

function header({ desk, language, isEmbedded, hasHome }: ChatView, say: (key: string) => string): Html {
  const initial = [...new Intl.Segmenter(language).segment(desk.name.trim())][0]?.segment.toLocaleUpperCase(language) ?? '';
  const spoken = desk.languages.length > 0 ? desk.languages : [language];
  return html`<header>
      <span class="avatar" aria-hidden="true">${initial}</span>
      <div class="who">
        <h1 dir="auto">${desk.name}</h1>
        <p id="state" class="state">${say('chat-state-connecting')}</p>
      </div>
      ${
        spoken.length < 2
          ? ''
          : html`<label class="language"><span class="unseen">${say('chat-language')}</span><span aria-hidden="true">${language.toUpperCase()}</span>
        <select id="language">
          ${spoken.map((code) => html`<option value="${code}" lang="${code}" ${code === language ? raw('selected') : ''}>${languageNames[code]}</option>`)}
        </select></label>`
      }
      ${hasHome ? html`<a class="round" href="/" aria-label="${say('chat-home')}" title="${say('chat-home')}">${icon('M4 11.5 12 5l8 6.5M6 10v9h12v-9')}</a>` : ''}
      ${isEmbedded ? html`<button id="close" class="round" type="button" aria-label="${say('chat-close')}" title="${say('chat-close')}">${icon('M6 6l12 12M18 6 6 18')}</button>` : ''}
    </header>`;
}

/** What browsers offer to choose; the door looks at the bytes. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,.heic,.heif,application/pdf';

function attachButton(say: (key: string) => string): Html {
  return html`<input id="files" type="file" accept="${ACCEPTED}" multiple hidden tabindex="-1" aria-label="${say('chat-attach')}" />
        <button id="attach" class="round attach" type="button" aria-label="${say('chat-attach')}" title="${say('chat-attach')}">${icon('m20 11-8.5 8.5a5.5 5.5 0 0 1-8-8L12 3a3.7 3.7 0 0 1 5.3 5.3L9 16.7a1.9 1.9 0 0 1-2.7-2.7L14 6.5')}</button>`;
}

function icon(path: string): Html {
  return html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}" /></svg>`;
}
