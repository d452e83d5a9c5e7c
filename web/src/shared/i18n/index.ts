/** The words of the pages. A language is one table of sentences; the one that is read is loaded, the other comes when it is chosen. */

export type Language = 'en' | 'zh-TW'
type Values = Record<string, unknown>
type Phrase = import('./zh-TW/judgements').Phrase

const kept = 'rondo.language'
const tables = new Map<Language, Record<string, string>>()
const readers = new Set<() => void>()
let phrases: Phrase[] = []
let cards: Phrase[] = []
let failure: (text: string) => string | undefined = () => undefined
/** What can be said now: another value whenever the language changes or more of its sentences are there. */
let state: { language: Language } = { language: 'en' }

/** What can be said, and who wants to know when that changes. */
export const spoken = {
  read: () => state,
  subscribe: (changed: () => void) => {
    readers.add(changed)
    return () => readers.delete(changed)
  },
}

/** The sentence of a key with its values filled in; a key without one is the given default, or the key itself. */
export function say(key: string, values: Values = {}): string {
  const table = tables.get(state.language) ?? {}
  const one = values.count === 1 ? table[`${key}_one`] : undefined
  const form = one ?? table[key] ?? table[`${key}_other`]
  if (form === undefined) return typeof values.defaultValue === 'string' ? values.defaultValue : key
  return form.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

export const knows = (key: string): boolean => tables.get(state.language)?.[key] !== undefined

/** A sentence of the server that carries no code, in the reader's language where its form is known. */
export function phrase(text: string): string {
  if (state.language !== 'zh-TW') return text
  return formed(phrases, text) ?? failure(text) ?? text
}

/** What the first of the forms that fits makes of a sentence, and of another that follows it. */
function formed(forms: Phrase[], text: string): string | undefined {
  for (const [form, said] of forms) {
    const m = form.exec(text)
    if (!m) continue
    const rest = (part: string) => formed(forms, part) ?? phrase(part)
    const filled =
      typeof said === 'string'
        ? said.replace(/([$§])(\d)/g, (_, how: string, i: string) => (how === '§' ? rest(m[Number(i)] ?? '') : (m[Number(i)] ?? '')))
        : said(m)
    return text.slice(0, m.index) + filled + rest(text.slice(m.index + m[0].length).trim())
  }
  return undefined
}

let seldom: Promise<void> | undefined

function tell(language: Language) {
  state = { language }
  readers.forEach((changed) => changed())
}

/** Loads what a first visit does not need. Who reads sentences is told when it is there. */
export const learn = (): Promise<void> =>
  (seldom ??= import('./zh-TW/seldom').then((words) => {
    failure = words.failure
    cards = words.cards
    tell(state.language)
  }))

/** The fixed words of a model card in the reader's language; what the card names stays. */
export function carded(text: string): string {
  if (state.language !== 'zh-TW') return text
  void learn()
  return formed(cards, text) ?? phrase(text)
}

/** What a failure says, or its remedy, in the reader's language where its form is known. */
export function refusal(text: string): string {
  if (state.language !== 'zh-TW') return text
  void learn()
  return failure(text) ?? phrase(text)
}

/** What was chosen before, else what the browser asks for. */
export function wanted(): Language {
  const stored = localStorage.getItem(kept)
  if (stored === 'en' || stored === 'zh-TW') return stored
  return /^zh/i.test(navigator.language) ? 'zh-TW' : 'en'
}

export async function speak(wish: Language): Promise<void> {
  if (!tables.has(wish)) {
    if (wish === 'zh-TW') {
      const words = await import('./zh-TW')
      phrases = words.phrases
      tables.set(wish, words.zhTW)
    } else {
      tables.set(wish, (await import('./en')).en)
    }
  }
  document.documentElement.lang = wish === 'zh-TW' ? 'zh-Hant-TW' : 'en'
  tell(wish)
}

export async function choose(wish: Language): Promise<void> {
  localStorage.setItem(kept, wish)
  await speak(wish)
}

export const start = (): Promise<void> => speak(wanted())
