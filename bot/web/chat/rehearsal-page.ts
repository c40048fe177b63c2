import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Language, languages, type Phrases } from '../../../src/phrases/phrases.ts';
import { languageNames } from './chat-page.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export type RehearsalView = { account: string; language: Language; phrases: Phrases };

const words = [
  'rehearsal-visitor',
  'rehearsal-nothing',
  'rehearsal-turns',
  'rehearsal-stages',
  'rehearsal-calls',
  'rehearsal-no-calls',
  'rehearsal-states',
  'rehearsal-begin',
  'rehearsal-replies',
  'rehearsal-no-replies',
  'rehearsal-rows',
  'rehearsal-attempts',
  'rehearsal-ms',
  'rehearsal-away',
  'rehearsal-desk-empty',
  'rehearsal-desk-waiting',
  'rehearsal-desk-answered',
  'rehearsal-desk-customer',
  'rehearsal-desk-bot',
  'rehearsal-desk',
  'rehearsal-stage-accept',
  'rehearsal-stage-claim',
  'rehearsal-stage-step',
  'rehearsal-stage-do',
  'rehearsal-stage-commit',
  'rehearsal-stage-send',
];

/** Both sides of a conversation: the customer's chat, and what the desk did about the last message. */
export function rehearsalPage({ account, language, phrases }: RehearsalView): Html {
  const say = (key: string) => phrases(language, key);
  const settings = { account, language, words: Object.fromEntries(words.map((key) => [key, say(key)])) };
  return html`${raw('<!doctype html>')}
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${say('rehearsal-title')}</title>
    <link rel="stylesheet" href="/assets/chat/rehearsal.css" />
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <script src="/assets/chat/rehearsal.js" type="module"></script>
  </head>
  <body data-settings="${JSON.stringify(settings)}">
    <header>
      <h1>${say('rehearsal-title')}</h1>
      <p>${say('rehearsal-about')}</p>
      <nav aria-label="${say('rehearsal-language')}">
        ${languages.map((code) => html`<a href="/rehearsal?lang=${code}" lang="${code}" ${code === language ? raw('aria-current="true"') : ''}>${languageNames[code]}</a>`)}
        <a href="/?lang=${language}">${say('chat-home')}</a>
      </nav>
    </header>
    <main>
      <section class="customer" aria-label="${say('rehearsal-customer')}">
        <div class="bar">
          <div id="tabs" class="tabs" role="tablist" aria-label="${say('rehearsal-visitors')}"></div>
          <button id="add" type="button" aria-label="${say('rehearsal-new-visitor')}" title="${say('rehearsal-new-visitor')}">+</button>
        </div>
        <div id="frames" class="frames"></div>
      </section>
      <section class="desk" aria-labelledby="manager">
        <div class="bar"><h2 id="manager">${say('rehearsal-desk')}</h2></div>
        <div id="chats" class="tabs" role="group" aria-label="${say('rehearsal-desk-chats')}"></div>
        <ol id="thread" class="thread" aria-label="${say('rehearsal-desk-thread')}" aria-live="polite"></ol>
        <form id="answer" hidden>
          <textarea id="words" rows="2" maxlength="4000" aria-label="${say('rehearsal-desk-write')}" placeholder="${say('rehearsal-desk-write')}"></textarea>
          <button type="submit">${say('rehearsal-desk-say')}</button>
          <button id="back" type="button">${say('rehearsal-desk-back')}</button>
          <span id="refused" role="status"></span>
        </form>
      </section>
      <section class="happened" aria-labelledby="happened">
        <div class="bar"><h2 id="happened">${say('rehearsal-happened')}</h2><span id="away" role="status"></span></div>
        <div id="turn" class="turn"></div>
      </section>
    </main>
  </body>
</html>`;
}
