import {
  IconAlertTriangle,
  IconBell,
  IconBellOff,
  IconCheck,
  IconCircle,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconLoader2,
  IconPlayerPause,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useWords } from './use'

export type Tone = 'good' | 'warn' | 'bad' | 'live' | 'quiet'

const marks: Record<string, [Tone, Icon]> = {
  done: ['good', IconCircleCheck],
  succeeded: ['good', IconCircleCheck],
  pass: ['good', IconCheck],
  ok: ['good', IconCheck],
  approved: ['good', IconCheck],
  promoted: ['good', IconCircleCheck],
  better: ['good', IconCheck],
  worse: ['bad', IconX],
  resolved: ['good', IconCheck],
  serving: ['good', IconCircleCheck],
  cached: ['good', IconCheck],
  hit: ['good', IconCheck],
  ready: ['good', IconCheck],
  live: ['good', IconCircleCheck],
  wouldrun: ['live', IconClock],
  mayrun: ['quiet', IconClock],
  warn: ['warn', IconAlertTriangle],
  attention: ['warn', IconAlertTriangle],
  drift: ['warn', IconAlertTriangle],
  acknowledged: ['warn', IconEye],
  pending: ['quiet', IconClock],
  queued: ['quiet', IconClock],
  waiting: ['quiet', IconClock],
  planned: ['quiet', IconClock],
  review: ['warn', IconEye],
  open: ['quiet', IconCircle],
  unknown: ['quiet', IconCircle],
  insufficient: ['quiet', IconCircle],
  skipped: ['quiet', IconCircle],
  stopped: ['quiet', IconPlayerPause],
  cancelled: ['quiet', IconX],
  silenced: ['quiet', IconBellOff],
  failed: ['bad', IconX],
  fail: ['bad', IconX],
  rejected: ['bad', IconX],
  refused: ['bad', IconX],
  blocked: ['bad', IconX],
  firing: ['bad', IconBell],
  critical: ['bad', IconBell],
  error: ['bad', IconX],
  warning: ['warn', IconAlertTriangle],
  info: ['quiet', IconCircle],
  running: ['live', IconLoader2],
  shadowing: ['live', IconLoader2],
  training: ['live', IconLoader2],
  loading: ['live', IconLoader2],
}

const keyOf = (state: string) => state.toLowerCase()

export const toneOf = (state: string | null | undefined): Tone => marks[keyOf(state ?? '')]?.[0] ?? 'quiet'

/** A state as sign, colour and word together: colour is never the only sign. */
export function State({ of, label }: { of: string | null | undefined; label?: string }) {
  const { word } = useWords()
  const state = keyOf(of ?? 'unknown')
  const [tone, Mark] = marks[state] ?? ['quiet', IconCircle]
  return (
    <span className={`state tone-${tone}`}>
      <Mark size={15} aria-hidden className={Mark === IconLoader2 ? 'spin' : undefined} />
      {label ?? word('state', state)}
    </span>
  )
}
