import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { carded, knows, phrase, refusal, say, spoken, type Language } from './i18n'
import * as f from './format'
import type { Said } from '../api/types'

/** The words and the numbers of the reader's language. */
export function useWords() {
  const state = useSyncExternalStore(spoken.subscribe, spoken.read)
  return useMemo(() => wordsOf(state), [state])
}

function wordsOf({ language: lang }: { language: Language }) {
  return {
    t: (key: string, values?: Record<string, unknown>) => say(key, values),
    lang,
    n: (v: number | null | undefined) => f.number(v, lang),
    count: (v: number | null | undefined) => f.count(v, lang),
    percent: (v: number | null | undefined, digits?: number) => f.percent(v, lang, digits),
    measured: (v: number | null | undefined, unit?: string | null) => f.measured(v, unit, lang),
    interval: (low?: number | null, high?: number | null, unit?: string | null) => f.interval(low, high, unit ?? '', lang),
    seconds: (v: number | null | undefined) => f.seconds(v, lang),
    bytes: (v: number) => f.bytes(v, lang),
    moment: (v: string | null | undefined, s?: boolean) => f.moment(v, lang, s),
    ago: (v: string | null | undefined, now: number) => f.ago(v, now, lang),
    /** A sentence of the server in the reader's language, where its code is known; else as it came. */
    said: (s: Said | string | null | undefined, prefix = 'said.') => {
      if (!s) return ''
      if (typeof s === 'string') return f.inUnits(phrase(s))
      const key = s.code ? prefix + s.code : ''
      return f.inUnits(key && knows(key) ? say(key, { ...s.args }) : phrase(s.text))
    },
    /** A failure or its remedy, and the fixed words of a model card. */
    refusal,
    carded,
    /** A column as people know it: the answers of a model are one too. */
    column: (name: string) => (name === '(prediction)' ? say('monitor.answer') : name),
    /** The word for a name, or the name itself. */
    word: (prefix: string, name: string | null | undefined) => (name ? say(`${prefix}.${name}`, { defaultValue: name }) : f.dash),
  }
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Rondo` : 'Rondo'
  }, [title])
}

/** The server's time by the reader's clock: the two may differ, and a demo lives in a time of its own. */
let ahead = 0
export function keepTime(server: string, heardAt: number): void {
  const told = Date.parse(server)
  if (!Number.isNaN(told)) ahead = told - heardAt
}
const serverNow = () => Date.now() + ahead

/** The server's time, anew every so many seconds, for sentences like "3 minutes ago". */
export function useNow(every = 30): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every * 1000)
    return () => clearInterval(timer)
  }, [every])
  return now
}

const subscribeWidth = (l: () => void) => {
  window.addEventListener('resize', l)
  return () => window.removeEventListener('resize', l)
}

export const useNarrow = (below = 768) => useSyncExternalStore(subscribeWidth, () => window.innerWidth < below)

/** A filter that waits until the typing rests. */
export function useRested<T>(value: T, ms = 250): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}
