import { findMoment, type Moment } from './dialogue/moments.ts';

/** Who writes so means to do something themselves: "I'll ship", "отправлю", "göndereceğim". */
const PROMISING = [
  /(?<![\p{L}'’])(?:i|we)(?:['’]ll|\s+will|\s+shall|\s+promise\s+to|(?:['’]m|['’]re|\s+am|\s+are)\s+going\s+to)(?![\p{L}'’])(?!\s+(?:not|never|be\s+(?:away|off|out|busy|closed|glad|happy|here|there|at)|have\s+to\s+wait|see|think)(?!\p{L}))/iu,
  /(?<!\p{L})(?<!не\s)(?:(?:от|пере|вы|при|за|до)?(?:правлю|правим|шлю|шлем|шлём)|(?:с|пере|до)делаю|сделаем|уточн(?:ю|им)|узна(?:ю|ем)|провер(?:ю|им)|(?:пере|по)звон(?:ю|им)|напиш(?:у|ем)|отве(?:чу|тим)|сообщ(?:у|им)|подготов(?:лю|им)|привез(?:у|ем|ём)|переда(?:м|дим)|верн(?:у|ем|ём)|закаж(?:у|ем)|оформ(?:лю|им)|посмотр(?:ю|им)|посчита(?:ю|ем)|свяж(?:усь|емся)|скин(?:у|ем)|подтверж(?:у)|подтвердим|достав(?:лю|им)|выстав(?:лю|им)|(?:буду|будем)(?!\p{L})(?!\s+(?:в|на|рад|рада|рады|ждать|занят|занята|недоступ)))(?!\p{L})/iu,
  /(?<!\p{L})(?!\p{L}*(?:mayaca|meyece))\p{L}{2,}(?:aca[ğg][ıi]|ece[ğg]i)[mz](?!\p{L})/iu,
  /(?<!\p{L})(?:gönderir|yollar|arar|yazar|döner|bakar|halleder|iletir|hazırlar|bildirir|kargolar|ayarlar|kontrol ederi?|teslim ederi?)(?:ım|im|um|üm|ız|iz|uz|üz|m|z)(?!\p{L})/iu,
];

/** Plans for oneself are no promise to a customer: "tatilde olacağım". */
const AWAY = /(?<!\p{L})(?:olaca[ğg][ıi][mz]|holiday|vacation|отпуск\p{L}*|tatilde\p{L}*)(?!\p{L})/iu;

/** What is said in one breath; its mark at the end stays, for a question promises nothing. */
const SENTENCES = /[^.!?…\n;]+(?:(?<=\d)[.:](?=\d)[^.!?…\n;]+)*[?]?/gu;

/**
 * The moment by which somebody says that they will do something, or undefined. Rather misses a promise than sees one where
 * there is none: both the words of a promise and a time to come stand in one sentence that asks nothing.
 */
export function promiseIn(text: string, clock: { now: string; timeZone: string }): Moment | undefined {
  for (const [sentence] of text.slice(0, 1_000).matchAll(SENTENCES)) {
    if (sentence.endsWith('?') || AWAY.test(sentence) || !PROMISING.some((words) => words.test(sentence))) continue;
    const moment = findMoment(sentence, clock);
    if (moment !== undefined && Date.parse(moment.at) > Date.parse(clock.now)) return moment;
  }
  return undefined;
}
