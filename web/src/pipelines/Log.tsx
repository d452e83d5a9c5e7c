import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { enc, get, query } from '../api/client'
import type { LogPiece } from '../api/types'
import { Failure } from '../shared/Page'
import { useWords } from '../shared/use'

// lines at the end of a log that are looked at for what was wrong
const most = 20

/** A step's log, piece by piece as it grows. What is read is never asked for again. */
export function Log({ run, step, running, failed }: { run: string; step?: string; running: boolean; failed?: boolean }) {
  const { t, refusal } = useWords()
  const [text, setText] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [ended, setEnded] = useState(false)
  const box = useRef<HTMLPreElement>(null)
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let next = 0
    const read = async () => {
      try {
        const piece = await get<LogPiece>(`/runs/${enc(run)}/log${query({ step, after: next })}`, stop.signal)
        const grew = piece.next > next
        next = piece.next
        if (grew) setText((old) => (old + piece.text).slice(-400_000))
        setEnded(piece.ended)
        if (grew || !piece.ended) timer = setTimeout(() => void read(), grew ? 50 : 1000)
      } catch (e) {
        if (!stop.signal.aborted) setError(e)
      }
    }
    void read()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [run, step, running])
  useEffect(() => {
    const b = box.current
    if (b && running) b.scrollTop = b.scrollHeight
  }, [text, running])
  if (error) return <Failure error={error} />
  if (!text)
    return (
      <Text size="sm" className="soft">
        {ended ? t('run.nolog') : t('waiting')}
      </Text>
    )
  // a failed step ends its log with what was wrong and what to do: the log stays as it was written, and is said again where it can be
  const ends = failed ? text.trimEnd().split('\n').slice(-most) : []
  const told = ends.map(refusal).filter((line, i) => line !== ends[i])
  return (
    <>
      {told.map((line) => (
        <Text key={line} size="sm" my={6}>
          {line}
        </Text>
      ))}
      <pre className="log" ref={box} tabIndex={0} role="log" aria-label={t('run.log')}>
        {text}
      </pre>
    </>
  )
}
