import type { Context, Hono } from 'hono';
import { webLimits } from '../../../src/channels/web/limits.ts';
import { languages, type Phrases } from '../../../src/phrases/phrases.ts';
import { languageOf, languageOfDesk } from '../language.ts';
import { guarded, refuse } from './answers.ts';
import { readAsset } from './assets.ts';
import { chatPage } from './chat-page.ts';
import type { Desks } from './desks.ts';
import type { WebDesk } from './door.ts';
import type { MountedWith } from './options.ts';
import { framedBy, pagePolicy } from './policy.ts';

/** The chat as a page, and the script by which a seller's own site gets it. */
export function mountPages(web: Hono, options: MountedWith, desks: Desks): void {
  const { phrases, origins, rehearsal } = options;
  const policy = pagePolicy({ frameAncestors: framedBy(origins) });
  const embedSource = readAsset('embed.js');

  web.get(
    '/chat/:account/embed.js',
    guarded(options, async (c) => {
      const account = c.req.param('account') ?? '';
      const desk = await desks.find(account);
      if (desk === null) return refuse(c, options, 404);
      return c.body(embedScript(embedSource, account, desk, phrases), 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=300',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }),
  );

  web.get(
    '/chat/:account',
    guarded(options, async (c) => {
      const account = c.req.param('account') ?? '';
      const desk = await desks.find(account);
      if (desk === null) return unknown(c, options);
      c.header('content-security-policy', policy);
      const isEmbedded = c.req.query('embed') === '1';
      const view = {
        account,
        desk,
        language: languageOfDesk(c, desk.languages),
        phrases,
        isEmbedded,
        hasHome: !isEmbedded && rehearsal !== undefined && c.req.query('persona') === undefined,
        longest: webLimits.text,
        largestFile: options.files === undefined ? 0 : webLimits.file,
      };
      return c.html(chatPage(view));
    }),
  );
}

function unknown(c: Context, { phrases }: MountedWith): Response {
  return c.text(phrases(languageOf(c), 'chat-refused-unknown'), 404);
}

/** The words stand before the code, in one function of their own: a seller's page sees neither. */
function embedScript(source: string, account: string, desk: WebDesk, phrases: Phrases): string {
  const words = Object.fromEntries(
    (desk.languages.length > 0 ? desk.languages : languages).map((language) => [
      language,
      {
        open: phrases(language, 'chat-open'),
        close: phrases(language, 'chat-close'),
        news: phrases(language, 'chat-new-messages'),
        title: phrases(language, 'chat-frame', { desk: desk.name }),
      },
    ]),
  );
  const settings = JSON.stringify({ account, words })
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `(() => {\nconst DESK_CHAT = ${settings};\n${source}\n})();\n`;
}
