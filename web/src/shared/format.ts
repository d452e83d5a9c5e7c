/** Numbers, moments and sizes as people read them. Pure functions; the language is given. */

const formats = new Map<string, Intl.NumberFormat>()

function format(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options)
  let f = formats.get(key)
  if (!f) formats.set(key, (f = new Intl.NumberFormat(lang, options)))
  return f
}

export const dash = '–'

/** The units of the server's sentences as the pages write them: `168 us` and `291 KB` are `168 µs` and `291 kB`. */
export const inUnits = (text: string) => text.replace(/(\d) us\b/g, '$1 µs').replace(/(\d) KB\b/g, '$1 kB')

/** Four significant digits, more only for whole numbers; very small and very large ones as powers. */
export function number(value: number | null | undefined, lang = 'en'): string {
  if (value === null || value === undefined || Number.isNaN(value)) return dash
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return minus(value.toExponential(2).replace(/e\+?(-?)/, 'e$1'))
  if (Number.isInteger(value)) return minus(format(lang, { maximumFractionDigits: 0 }).format(value))
  return minus(format(lang, size >= 1000 ? { maximumFractionDigits: 1 } : { maximumSignificantDigits: 4 }).format(value))
}

const minus = (text: string) => text.replace('-', '−')

export function count(value: number | null | undefined, lang = 'en'): string {
  return value === null || value === undefined ? dash : format(lang, { maximumFractionDigits: 0 }).format(value)
}

export function percent(share: number | null | undefined, lang = 'en', digits = 1): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? dash
    : format(lang, { style: 'percent', maximumFractionDigits: digits }).format(share)
}

/** A value in the unit it was measured in: seconds become ms where small, bytes become kB. */
export function measured(value: number | null | undefined, unit: string | null | undefined, lang = 'en'): string {
  if (value === null || value === undefined || Number.isNaN(value)) return dash
  if (unit === 's') return seconds(value, lang)
  if (unit === 'B') return bytes(value, lang)
  return unit ? `${number(value, lang)} ${unit}` : number(value, lang)
}

export function interval(low: number | null | undefined, high: number | null | undefined, unit = '', lang = 'en'): string {
  return low === null || low === undefined || high === null || high === undefined
    ? ''
    : `${measured(low, unit, lang)} … ${measured(high, unit, lang)}`
}

export function bytes(value: number, lang = 'en'): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let i = 0
  while (Math.abs(value) >= 1000 && i < units.length - 1) {
    value /= 1000
    i++
  }
  return `${format(lang, { maximumFractionDigits: i === 0 ? 0 : 1 }).format(value)} ${units[i]}`
}

export function seconds(value: number | null | undefined, lang = 'en'): string {
  if (value === null || value === undefined) return dash
  if (value === 0) return '0 s'
  if (value < 0.001) return `${format(lang, { maximumSignificantDigits: 3 }).format(value * 1e6)} µs`
  if (value < 1) return `${format(lang, { maximumSignificantDigits: 3 }).format(value * 1000)} ms`
  if (value < 60) return `${format(lang, { maximumFractionDigits: 1 }).format(value)} s`
  const minutes = Math.floor(value / 60)
  if (minutes < 60) return `${minutes} min ${Math.round(value % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Local time to the minute; the seconds where asked. */
export function moment(iso: string | null | undefined, lang = 'en', withSeconds = false): string {
  if (!iso) return dash
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : clock(lang, withSeconds).format(date)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

// made once: a format takes longer to make than a hundred to use
function clock(lang: string, withSeconds: boolean): Intl.DateTimeFormat {
  const key = `${lang} ${withSeconds}`
  let f = clocks.get(key)
  if (!f)
    clocks.set(
      key,
      (f = new Intl.DateTimeFormat(lang, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: withSeconds ? '2-digit' : undefined,
        hourCycle: 'h23',
      })),
    )
  return f
}

/** A time that stands in the data, from microseconds since 1970: as it was written there, whatever zone the reader lives in. */
export function dataTime(micros: number): string {
  const text = new Date(micros / 1000).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`
}

/** How long ago, in one unit, against a given now. */
export function ago(iso: string | null | undefined, now: number, lang = 'en'): string {
  if (!iso) return dash
  const s = (new Date(iso).getTime() - now) / 1000
  const f = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })
  const size = Math.abs(s)
  if (size < 60) return f.format(Math.round(s), 'second')
  if (size < 3600) return f.format(Math.round(s / 60), 'minute')
  if (size < 86_400) return f.format(Math.round(s / 3600), 'hour')
  if (size < 30 * 86_400) return f.format(Math.round(s / 86_400), 'day')
  if (size < 365 * 86_400) return f.format(Math.round(s / (30 * 86_400)), 'month')
  return f.format(Math.round(s / (365 * 86_400)), 'year')
}

export const shortId = (id: string | null | undefined) => (id ? id.replace(/^sha256:/, '').slice(0, 12) : dash)

/** Round steps for an axis: 1, 2 or 5 times a power of ten, covering low to high. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const ratio = rough / power
  const step = power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10)
  const result: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) result.push(Number((i * step).toPrecision(12)))
  return result
}
