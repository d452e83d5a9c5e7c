import i18next from 'i18next'
import { en } from './en'

export type Language = 'en' | 'zh-TW'
const kept = 'rondo.language'

let known: [RegExp, string][] = []

/** A sentence of the server that carries no code, in the reader's language where its form is known. */
export function phrase(text: string): string {
  if (i18next.language !== 'zh-TW') return text
  const found = known.find(([form]) => form.test(text))
  return found ? text.replace(found[0], found[1]) : text
}

/** English is in the first load; the other language comes when it is needed. */
export function wanted(): Language {
  const stored = localStorage.getItem(kept)
  if (stored === 'en' || stored === 'zh-TW') return stored
  return navigator.languages.some((l) => /^zh/i.test(l)) && /^zh/i.test(navigator.language) ? 'zh-TW' : 'en'
}

export async function speak(language: Language): Promise<void> {
  if (language === 'zh-TW' && !i18next.hasResourceBundle('zh-TW', 'translation')) {
    const { zhTW, phrases } = await import('./zh-TW')
    known = phrases
    i18next.addResourceBundle('zh-TW', 'translation', zhTW)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language === 'zh-TW' ? 'zh-Hant-TW' : 'en'
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(kept, language)
  await speak(language)
}

export async function start(): Promise<void> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
  await speak(wanted())
}

export { i18next }
