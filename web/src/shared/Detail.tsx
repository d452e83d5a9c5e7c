import { Text } from '@mantine/core'
import { useWords } from './use'

type Json = Record<string, unknown>

// what a record says in words, where it does; looked for one level down as well, where findings are kept
const sentences = ['sentence', 'outcome', 'because', 'reason', 'hardware'] as const

function told(of: Json): string | undefined {
  for (const level of [of, of.found, of.evidence]) {
    if (level === null || typeof level !== 'object') continue
    const found = sentences.map((s) => (level as Json)[s]).find((s) => typeof s === 'string' && s !== '')
    if (found) return found as string
  }
  return undefined
}

/** A record of the server: the sentence in it, and all of it for who asks. */
export function Detail({ value }: { value: unknown }) {
  const { t, said } = useWords()
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return <>{String(value)}</>
  const sentence = told(value as Json)
  if (Object.keys(value).length === 0) return null
  return (
    <div style={{ minWidth: 0 }}>
      {sentence && <Text size="sm">{said(sentence)}</Text>}
      <details className="detail">
        <summary>{t('do.detail')}</summary>
        <pre className="mono" tabIndex={0}>
          {JSON.stringify(value, null, 2)}
        </pre>
      </details>
    </div>
  )
}
